/* Messages on the console, and the end when booting is impossible. */
#include "rom.h"

#include "isa/machine/console.h"
#include "isa/machine/power.h"

static void print_char(char c) {
    reg_write(PA_CONSOLE + CONSOLE_DATA, (uint8_t)c);
}

void print(const char *text) {
    while (*text)
        print_char(*text++);
}

void print_number(uint32_t number) {
    if (number >= 10)
        print_number(number / 10);
    print_char((char)('0' + number % 10));
}

void print_kib(uint32_t bytes) {
    if (bytes && bytes % MIB == 0) {
        print_number(bytes / MIB);
        print(" MiB");
    } else {
        print_number(bytes / 1024 + (bytes % 1024 != 0));
        print(" KiB");
    }
}

void print_hex(uint32_t word) {
    print("0x");
    for (int shift = 28; shift >= 0; shift -= 4)
        print_char("0123456789abcdef"[word >> shift & 15]);
}

static const char *failure_text(enum boot_failure failure) {
    switch (failure) {
#define BOOT_FAILURE_TEXT(status, name, text)                                                                          \
    case BOOT_FAILURE_##name:                                                                                          \
        return text;
        BOOT_FAILURES(BOOT_FAILURE_TEXT)
#undef BOOT_FAILURE_TEXT
    }
    return "";
}

void complain(enum boot_failure failure) {
    print("boot: ");
    print(failure_text(failure));
    print(": ");
}

void give_up(enum boot_failure failure) {
    print("\n");
    reg_write(PA_POWER + POWER_EXIT, failure);
    for (;;)
        halt();
}

void fail(enum boot_failure failure, const char *why) {
    complain(failure);
    print(why);
    give_up(failure);
}
