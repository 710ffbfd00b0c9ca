/* Faults as text: KIND:KEY=VALUE:... (docs/machine.md, "Faults"). */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "isa/machine.h"
#include "isa/machine/intc.h"
#include "peach.h"

/* Keys, as bits: which of them a kind takes, and which it must have. */
enum key {
    KEY_DISK = 1 << 0,
    KEY_SECTOR = 1 << 1,
    KEY_NTH = 1 << 2,
    KEY_COUNT = 1 << 3,
    KEY_RATE = 1 << 4,
    KEY_SEED = 1 << 5,
    KEY_WRITE = 1 << 6,
    KEY_KEEP = 1 << 7,
    KEY_PA = 1 << 8,
    KEY_BIT = 1 << 9,
    KEY_AT = 1 << 10,
    KEY_FLIPS = 1 << 11,
    KEY_BEFORE = 1 << 12,
    KEY_DROP = 1 << 13,
};

#define MILLION     1000000u
#define KEYS_WHEN   (KEY_NTH | KEY_COUNT | KEY_RATE | KEY_SEED)
#define KEYS_SECTOR (KEY_DISK | KEY_SECTOR | KEYS_WHEN)

static const struct kind {
    const char *name;
    enum peach_fault_kind kind;
    unsigned keys, needed;
    unsigned count; /* when it is not given; 0: without end */
} kinds[] = {
    {"disk:read", PEACH_FAULT_READ, KEYS_SECTOR, 0, 0},
    {"disk:write", PEACH_FAULT_WRITE, KEYS_SECTOR, 0, 0},
    {"disk:torn", PEACH_FAULT_TORN, KEYS_SECTOR, 0, 1},
    {"disk:lost-flush", PEACH_FAULT_LOST_FLUSH, KEY_DISK | KEYS_WHEN, 0, 0},
    {"power-cut", PEACH_FAULT_POWER_CUT, KEY_DISK | KEY_WRITE | KEY_KEEP | KEY_SEED, KEY_WRITE, 1},
    {"ram:flips", PEACH_FAULT_RAM, KEY_FLIPS | KEY_BEFORE | KEY_SEED, KEY_FLIPS | KEY_BEFORE, 0},
    {"ram", PEACH_FAULT_RAM, KEY_PA | KEY_BIT | KEY_AT, KEY_PA | KEY_BIT | KEY_AT, 0},
    {"irq", PEACH_FAULT_IRQ, KEY_DROP | KEYS_WHEN, KEY_DROP, 0},
};

static const struct {
    const char *name;
    enum key key;
    const char *takes;
} keys[] = {
    {"disk", KEY_DISK, "0 to 3"},
    {"sector", KEY_SECTOR, "a number, or two as in 7-9"},
    {"nth", KEY_NTH, "1 or more"},
    {"count", KEY_COUNT, "1 or more"},
    {"rate", KEY_RATE, "1% to 100%, or a part as in 1/1000"},
    {"seed", KEY_SEED, "a number below 2^64"},
    {"write", KEY_WRITE, "1 or more"},
    {"keep", KEY_KEEP, "0% to 100%, or a part as in 1/1000"},
    {"pa", KEY_PA, "an address below 2^32"},
    {"bit", KEY_BIT, "0 to 7"},
    {"at", KEY_AT, "nanoseconds below 2^63"},
    {"flips", KEY_FLIPS, "1 to 1000000"},
    {"before", KEY_BEFORE, "nanoseconds below 2^63"},
    {"drop", KEY_DROP, "0 to 31, or a device such as disk0"},
};

static bool refuse(char *error, const char *spec, const char *text, const char *what)
{
    snprintf(error, PEACH_ERROR_BYTES, "fault '%.200s': %s%.100s", spec, text, what);
    return false;
}

/* The kind whose name the text begins with, and what follows it. */
static const struct kind *find_kind(const char *text, const char **rest)
{
    for (unsigned i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        size_t length = strlen(kinds[i].name);
        bool flips = kinds[i].keys & KEY_FLIPS; /* its name is a key too */
        char behind = strncmp(text, kinds[i].name, length) == 0 ? text[length] : 'x';
        if (behind == ':' || behind == 0 || (flips && behind == '=')) {
            *rest = text + (flips ? strlen("ram") : length);
            return &kinds[i];
        }
    }
    return NULL;
}

static bool refuse_value(char *error, const char *spec, const char *name, enum key key)
{
    unsigned i = 0;
    while (keys[i].key != key)
        i++;
    snprintf(error, PEACH_ERROR_BYTES, "fault '%.200s': wrong value in %.*s; give %s", spec,
             (int)(strcspn(name, ":") < 100 ? strcspn(name, ":") : 100), name, keys[i].takes);
    return false;
}

static enum key find_key(const char *name, size_t length)
{
    for (unsigned i = 0; i < sizeof keys / sizeof *keys; i++)
        if (strlen(keys[i].name) == length && memcmp(keys[i].name, name, length) == 0)
            return keys[i].key;
    return 0;
}

/* A number up to maximum; *end is behind it, NULL when there is none. */
static uint64_t number(const char *text, uint64_t maximum, const char **end)
{
    char *behind;
    errno = 0;
    unsigned long long value = strtoull(text, &behind, 0);
    bool good = *text >= '0' && *text <= '9' && value <= maximum && errno == 0;
    *end = good ? behind : NULL;
    return value;
}

/* A probability: P or N/M, as so many in a million. */
static uint32_t probability(const char *text, const char **end)
{
    uint64_t part = number(text, UINT32_MAX, end), whole = 100;
    if (*end && **end == '/')
        whole = number(*end + 1, UINT32_MAX, end);
    else if (*end && **end == '%')
        ++*end;
    else
        *end = NULL;
    if (*end && (whole == 0 || part > whole))
        *end = NULL;
    return *end ? (uint32_t)(part * MILLION / whole) : 0;
}

/* An interrupt line by number or by the device's name. */
static unsigned line(const char *text, const char **end)
{
    static const struct {
        const char *name;
        unsigned line;
    } lines[] = {
        {"console", LINE_CONSOLE},         {"keyboard", LINE_KEYBOARD}, {"mouse", LINE_MOUSE},
        {"framebuffer", LINE_FRAMEBUFFER}, {"sound", LINE_SOUND},       {"disk0", LINE_DISK0},
        {"disk1", LINE_DISK0 + 1},         {"disk2", LINE_DISK0 + 2},   {"disk3", LINE_DISK0 + 3},
    };
    size_t length = strcspn(text, ":");
    for (unsigned i = 0; i < sizeof lines / sizeof *lines; i++) {
        if (strlen(lines[i].name) == length && memcmp(lines[i].name, text, length) == 0) {
            *end = text + length;
            return lines[i].line;
        }
    }
    return (unsigned)number(text, 31, end);
}

/* Take a key's value; NULL when it is wrong, else what follows it. */
static const char *take(struct peach_fault *fault, enum key key, const char *text)
{
    const char *end;
    switch (key) {
    case KEY_DISK: fault->unit = (unsigned)number(text, PEACH_DISKS_MAX - 1, &end); break;
    case KEY_SECTOR:
        fault->first = fault->last = number(text, UINT64_MAX >> 1, &end);
        if (end && *end == '-')
            fault->last = number(end + 1, UINT64_MAX >> 1, &end);
        return end && fault->last >= fault->first ? end : NULL;
    case KEY_NTH:
    case KEY_WRITE: fault->nth = number(text, UINT64_MAX >> 1, &end); return fault->nth ? end : NULL;
    case KEY_COUNT: fault->count = number(text, UINT64_MAX >> 1, &end); return fault->count ? end : NULL;
    case KEY_RATE: fault->rate = probability(text, &end); return fault->rate ? end : NULL;
    case KEY_KEEP: fault->rate = probability(text, &end); break;
    case KEY_SEED: fault->seed = number(text, UINT64_MAX, &end); break;
    case KEY_PA: fault->first = fault->last = number(text, UINT32_MAX, &end); break;
    case KEY_BIT: fault->bit = (unsigned)number(text, 7, &end); break;
    case KEY_FLIPS: fault->flips = number(text, MILLION, &end); return fault->flips ? end : NULL;
    case KEY_DROP: fault->unit = line(text, &end); break;
    default: fault->at_ns = number(text, UINT64_MAX >> 1, &end); break; /* KEY_AT, KEY_BEFORE */
    }
    return end;
}

bool peach_fault_parse(const char *spec, struct peach_fault *fault, char *error)
{
    const char *at;
    const struct kind *kind = find_kind(spec, &at);
    if (!kind)
        return refuse(error, spec,
                      "no such kind; use disk:read, disk:write, disk:torn, disk:lost-flush, power-cut, ram, irq", "");
    *fault = (struct peach_fault){
        .kind = kind->kind, .unit = PEACH_FAULT_ANY, .last = UINT64_MAX, .nth = 1, .count = kind->count};
    unsigned given = 0;
    while (*at) {
        const char *name = at + 1, *equals = strchr(name, '=');
        enum key key = *at == ':' && equals ? find_key(name, (size_t)(equals - name)) : 0;
        if (!(key & kind->keys))
            return refuse(error, spec, "this kind takes no ", name);
        if (given & key)
            return refuse(error, spec, "given twice: ", name);
        given |= key;
        at = take(fault, key, equals + 1);
        if (!at || (*at && *at != ':'))
            return refuse_value(error, spec, name, key);
    }
    for (unsigned i = 0; i < sizeof keys / sizeof *keys; i++)
        if (kind->needed & ~given & keys[i].key)
            return refuse(error, spec, "this kind needs ", keys[i].name);
    if ((given & KEY_RATE) && (given & (KEY_NTH | KEY_COUNT)))
        return refuse(error, spec, "rate goes without nth and count", "");
    return true;
}
