#include <stdlib.h>
#include <string.h>

#include "libc_impl.h"

char **environ;
const char *__program_name = "";

_Noreturn void __libc_start(int argc, char **argv);
int main(int argc, char **argv, char **envp);

/* Called by crt0 with what the kernel has put on the stack. */
_Noreturn void __libc_start(int argc, char **argv)
{
    environ = argv + argc + 1;
    if (argc > 0) {
        const char *slash = strrchr(argv[0], '/');
        __program_name = slash != NULL ? slash + 1 : argv[0];
    }
    exit(main(argc, argv, environ));
}
