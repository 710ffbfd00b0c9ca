/* Input from outside: written down when the machine is recorded, left aside when it replays. */
#include "isa/machine/info.h"
#include "machine.h"

size_t input_bytes(struct peach *machine, const uint8_t *bytes, size_t length)
{
    return console_receive(machine_device(machine, INFO_CLASS_CONSOLE), bytes, length);
}

void input_hangup(struct peach *machine)
{
    console_hangup(machine_device(machine, INFO_CLASS_CONSOLE));
}

void input_resize(struct peach *machine, unsigned columns, unsigned rows)
{
    console_resize(machine_device(machine, INFO_CLASS_CONSOLE), columns, rows);
}

void input_key(struct peach *machine, unsigned code, bool down, bool repeat)
{
    keyboard_key(machine_device(machine, INFO_CLASS_KEYBOARD), code, down, repeat);
}

void input_mouse(struct peach *machine, unsigned x, unsigned y, unsigned buttons, int wheel)
{
    mouse_move(machine_device(machine, INFO_CLASS_MOUSE), x, y, buttons, wheel);
}

/* A replay has its own input; a machine that has ended takes none: its log is about to close. */
static bool is_deaf(const struct peach *machine)
{
    return machine->replay || peach_has_ended(machine);
}

size_t peach_console_input(struct peach *machine, const uint8_t *bytes, size_t length)
{
    if (is_deaf(machine))
        return length;
    journal_note_bytes(machine, bytes, length);
    return input_bytes(machine, bytes, length);
}

size_t peach_console_room(const struct peach *machine)
{
    return console_room(machine_device(machine, INFO_CLASS_CONSOLE));
}

void peach_console_hangup(struct peach *machine)
{
    if (is_deaf(machine))
        return;
    journal_note(machine, (struct journal_record){.kind = JOURNAL_HANGUP});
    input_hangup(machine);
}

void peach_console_resize(struct peach *machine, unsigned columns, unsigned rows)
{
    if (is_deaf(machine))
        return;
    journal_note(machine, (struct journal_record){.kind = JOURNAL_RESIZE, .a = columns, .b = rows});
    input_resize(machine, columns, rows);
}

void peach_key(struct peach *machine, unsigned code, bool down, bool repeat)
{
    if (is_deaf(machine))
        return;
    uint32_t flags = (down ? 1u : 0) | (repeat ? 2u : 0);
    journal_note(machine, (struct journal_record){.kind = JOURNAL_KEY, .a = code, .b = flags});
    input_key(machine, code, down, repeat);
}

void peach_mouse(struct peach *machine, unsigned x, unsigned y, unsigned buttons, int wheel)
{
    if (is_deaf(machine))
        return;
    x = x > 0xffff ? 0xffff : x;
    y = y > 0xffff ? 0xffff : y;
    journal_note(machine, (struct journal_record){.kind = JOURNAL_MOUSE,
                                                  .a = x | (uint32_t)y << 16,
                                                  .b = buttons,
                                                  .value = (uint64_t)(int64_t)wheel});
    input_mouse(machine, x, y, buttons, wheel);
}

void peach_reset(struct peach *machine)
{
    if (machine->replay)
        return;
    journal_note(machine, (struct journal_record){.kind = JOURNAL_RESET});
    machine_reset(machine);
}
