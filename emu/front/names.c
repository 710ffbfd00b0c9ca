/* Orchard's names, from its tables: system calls, owners of frames, kinds of page faults. */
#include "front.h"

#include "isa/orchard/sysinfo.h"

const char *syscall_name(unsigned number)
{
    switch (number) {
#define SYSCALL(number, name, ...) \
    case number:                   \
        return #name;
#include "isa/orchard/syscalls.def"
#undef SYSCALL
    default: return NULL;
    }
}

struct name {
    const char *key, *text;
};

static const struct name owners[PEACH_OWNERS] = {
#define OWNER(number, name, text) [number] = {#name, text},
    FRAME_OWNERS(OWNER)};

static const struct name faults[PEACH_FAULT_KINDS] = {
#define FAULT(number, name, text) [number] = {#name, text},
    FAULT_KINDS(FAULT)};

const char *owner_key(unsigned owner)
{
    return owner < PEACH_OWNERS ? owners[owner].key : NULL;
}

const char *owner_text(unsigned owner)
{
    return owner < PEACH_OWNERS ? owners[owner].text : NULL;
}

const char *fault_key(unsigned kind)
{
    return kind < PEACH_FAULT_KINDS ? faults[kind].key : NULL;
}

const char *fault_text(unsigned kind)
{
    return kind < PEACH_FAULT_KINDS ? faults[kind].text : NULL;
}
