/* What main.c asks of the machine it runs on; one start file for each. */
#ifndef TARGET_H
#define TARGET_H

/* Bare machines: instructions retired. The host: nanoseconds of this process's processor time. */
unsigned long long target_now(void);

void target_put(char c);

#endif
