/* Messages to the console, and the kernel's end. */
#include "cpu/csr.h"
#include "cpu/hart.h"
#include "dev/console.h"
#include "dev/power.h"
#include "lib/base.h"
#include "lib/options.h"
#include "lib/symbols.h"
#include "proc/process.h"

#define MESSAGE_BYTES   256
#define BACKTRACE_DEPTH 24

static void print_list(const char *format, va_list list)
{
    char text[MESSAGE_BYTES];
    int length = format_list(text, sizeof text, format, list);
    console_write(text, min_u32((uint32_t)length, sizeof text - 1));
}

void print(const char *format, ...)
{
    va_list list;
    va_start(list, format);
    print_list(format, list);
    va_end(list);
}

void boot_log(const char *format, ...)
{
    if (options_has("quiet"))
        return;
    va_list list;
    va_start(list, format);
    print_list(format, list);
    va_end(list);
}

/* Follow the frame pointers (docs/abi.md) as long as they stay in the linear window and rise. */
static void backtrace(const uint32_t *fp)
{
    char name[64];
    for (int depth = 0; depth < BACKTRACE_DEPTH; depth++) {
        if ((uint32_t)fp < VA_LINEAR + 8 || (uint32_t)fp >= VA_MAPPED || ((uint32_t)fp & 3))
            return;
        uint32_t return_address = fp[-1];
        const uint32_t *caller = (const uint32_t *)fp[-2];
        symbols_of_kernel(return_address - 4, name, sizeof name);
        print("  at 0x%08x%s\n", return_address - 4, name);
        if (caller <= fp)
            return;
        fp = caller;
    }
}

void panic(const char *format, ...)
{
    static volatile uint32_t panicking;
    va_list list;
    if (atomic_swap(&panicking, 1))
        power_panic();
    struct hart *hart = hart_self();
    print("\nkernel panic: ");
    va_start(list, format);
    print_list(format, list);
    va_end(list);
    print("\nhart %u, process %d %s\n", hart ? hart->number : 0, hart && hart->current ? hart->current->pid : 0,
          hart && hart->current ? hart->current->name : "-");
    backtrace(frame_pointer());
    power_panic();
}
