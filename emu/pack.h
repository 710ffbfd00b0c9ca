/* State files: chunks of compressed bytes behind a header that tells what they are and whether they are whole.  Chunks
 * are independent of each other, so that all cores of the host work at a file; its bytes do not depend on how many. */
#ifndef EMU_PACK_H
#define EMU_PACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pack;

/* Begin to write; NULL when memory is short. */
struct pack *pack_new(void);

/* Append bytes; context is a struct pack.  False when memory is short. */
bool pack_put(void *context, uint8_t *bytes, size_t length);

/* The same, of bytes that stay where and what they are until pack_finish: they are not copied. */
bool pack_put_lasting(void *context, uint8_t *bytes, size_t length);

/* The finished file, in memory that the caller frees; NULL when memory is short. */
uint8_t *pack_finish(struct pack *pack, size_t *length);

/* Begin to read a file, which must outlive the pack.  NULL when it is none, is damaged, or memory is short: why then
 * says what is wrong and what to do. */
struct pack *pack_open(const uint8_t *file, size_t length, const char **why);

/* Take the next bytes; context is a struct pack.  False when there are not so many, or when they are damaged. */
bool pack_take(void *context, uint8_t *bytes, size_t length);

/* The same, to where nobody looks before pack_close: bytes may come that late. */
bool pack_take_lasting(void *context, uint8_t *bytes, size_t length);

/* Bring what is still to come.  Was everything taken, and all of it good? */
bool pack_close(struct pack *pack);

void pack_free(struct pack *pack);

#endif
