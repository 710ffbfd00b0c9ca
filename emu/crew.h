/* Work that falls into independent parts, done on the host's cores. */
#ifndef EMU_CREW_H
#define EMU_CREW_H

/* Call work(context, i) once for each i below count, in several threads when the host has several cores and allows
 * threads, else in this one; return when all calls have.  The calls begin in order and may end in any. */
void crew_run(unsigned count, void (*work)(void *context, unsigned index), void *context);

#endif
