/* Working out DWARF location expressions against the state of a machine (DWARF 5, 2.5 and 2.6). */
#ifndef ISA_DWARF_LOCATION_H
#define ISA_DWARF_LOCATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The machine at a place in the code. */
struct dwarf_machine {
    uint32_t r[16];
    uint64_t f[16];
    uint32_t cfa;         /* of the function's frame (dwarf_frame.h) */
    uint32_t thread_base; /* where thread-local storage begins */
    bool (*read)(void *context, uint32_t va, void *bytes, size_t count);
    void *context;
};

/* The bytes of an object that the expression describes: known[i] tells whether bytes[i] is.  Returns how many bytes
 * are; 0 when the expression is damaged or uses what is not supported. */
size_t dwarf_evaluate(const uint8_t *expression, size_t length, const struct dwarf_machine *machine, uint8_t *bytes,
                      bool *known, size_t size);

/* Where the expression says that an object is, in words: "a2", "[cfa-12]", "5", "{a0, a1}".  Length as snprintf. */
int dwarf_location_text(const uint8_t *expression, size_t length, char *buffer, size_t size);

/* The address of an object in memory; false when it is not, or not in one piece. */
bool dwarf_address(const uint8_t *expression, size_t length, const struct dwarf_machine *machine, uint32_t *va);

#endif
