/* What the files about signals share. */
#ifndef KERNEL_SIGNAL_IMPL_H
#define KERNEL_SIGNAL_IMPL_H

enum signal_action { ACTION_TERMINATE, ACTION_IGNORE, ACTION_STOP, ACTION_CONTINUE };

/* What a signal does without a handler; its name for people. */
enum signal_action signal_default(int signal);
const char *signal_text(int signal);

#endif
