#include <stdlib.h>

char **environ;

_Noreturn void __libc_start(int argc, char **argv);
int main(int argc, char **argv, char **envp);

/* Called by crt0 with what the kernel has put on the stack. */
_Noreturn void __libc_start(int argc, char **argv)
{
    environ = argv + argc + 1;
    exit(main(argc, argv, environ));
}
