#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "libc_impl.h"

char **environ;
const char *__program_name = "";

_Noreturn void __libc_start(int argc, char **argv);
int main(int argc, char **argv, char **envp);

/* From the linker (docs/toolchain.md): the template of thread-local objects, numbers about it as addresses, and the
 * tables of constructors and destructors. */
extern const char __tdata_start[], __tdata_size[], __tls_size[], __tls_align[];
typedef void initializer(int argc, char **argv, char **envp);
extern initializer *const __preinit_array_start[], *const __preinit_array_end[];
extern initializer *const __init_array_start[], *const __init_array_end[];
extern void (*const __fini_array_start[])(void), (*const __fini_array_end[])(void);

/* The block that tp points to, with its initial values (docs/abi.md). */
static void make_thread_locals(void)
{
    size_t bytes = (size_t)__tls_size, align = (size_t)__tls_align, values = (size_t)__tdata_size;
    if (bytes == 0)
        return;
    char *block = malloc(bytes + align);
    if (block == NULL)
        _exit(127);
    block += -(uintptr_t)block & (align - 1);
    memcpy(block, __tdata_start, values);
    memset(block + values, 0, bytes - values);
    __asm__ volatile("csrw tp, %0" : : "r"(block) : "memory");
}

static void construct(initializer *const *from, initializer *const *end, int argc, char **argv)
{
    for (; from < end; from++)
        (*from)(argc, argv, environ);
}

static void destruct(void)
{
    for (void (*const *function)(void) = __fini_array_end; function > __fini_array_start;)
        (*--function)();
}

/* Called by crt0 with what the kernel has put on the stack. */
_Noreturn void __libc_start(int argc, char **argv)
{
    environ = argv + argc + 1;
    if (argc > 0) {
        const char *slash = strrchr(argv[0], '/');
        __program_name = slash != NULL ? slash + 1 : argv[0];
    }
    make_thread_locals();
    if (__fini_array_end > __fini_array_start)
        atexit(destruct);
    construct(__preinit_array_start, __preinit_array_end, argc, argv);
    construct(__init_array_start, __init_array_end, argc, argv);
    exit(main(argc, argv, environ));
}
