/* State files: what goes in comes out, whatever the pieces and however many threads; damage is refused. */
#include "rig.h"

#include <errno.h>
#include <pthread.h>

#include "memory.h"
#include "pack.h"
#include "state.h"

#define BYTES (3u << 20)

/* The linker leads the library's calls here. */
int __real_pthread_create(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
int __wrap_pthread_create(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);

static bool threads_are_refused;

int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *), void *argument)
{
    return threads_are_refused ? EAGAIN : __real_pthread_create(thread, attributes, start, argument);
}

static uint8_t given[BYTES], taken[BYTES];

/* Half of it like memory, half of it random. */
static int fill(void **state)
{
    (void)state;
    uint32_t random = 1;
    for (unsigned i = 0; i < BYTES; i += 4) {
        random = random * 1664525 + 1013904223;
        le32_write(given + i, i < BYTES / 2 && i % 16 ? i >> 12 : random >> 8 ^ random << 16);
    }
    return 0;
}

/* A file of all the bytes: some in small pieces, some lasting. */
static uint8_t *packed(size_t *length)
{
    struct pack *pack = pack_new();
    uint8_t *at = given, *end = given + BYTES;
    for (size_t piece = 1; at < end; at += piece, piece = piece * 3 + 1) {
        if (piece > (size_t)(end - at))
            piece = (size_t)(end - at);
        assert_true(piece % 2 ? pack_put(pack, at, piece) : pack_put_lasting(pack, at, piece));
    }
    uint8_t *file = pack_finish(pack, length);
    assert_non_null(file);
    pack_free(pack);
    return file;
}

static void what_goes_in_comes_out(void **state)
{
    (void)state;
    size_t length;
    const char *why;
    uint8_t *file = packed(&length);
    assert_in_range(length, BYTES / 2, BYTES * 5 / 6);
    for (unsigned seed = 1; seed < 20; seed++) {
        struct pack *pack = pack_open(file, length, &why);
        assert_non_null(pack);
        memset(taken, 0, BYTES);
        uint32_t random = seed;
        for (size_t at = 0, piece; at < BYTES; at += piece) {
            random = random * 1664525 + 1013904223;
            piece = random >> 8 & ((1u << (4 + random % 16)) - 1);
            if (piece > BYTES - at)
                piece = BYTES - at;
            assert_true(random >> 31 ? pack_take(pack, taken + at, piece) : pack_take_lasting(pack, taken + at, piece));
        }
        assert_true(pack_close(pack));
        assert_memory_equal(given, taken, BYTES);
        assert_false(pack_take(pack, taken, 1));
        assert_false(pack_take_lasting(pack, taken, 1));
        pack_free(pack);
    }
    free(file);
}

static void threads_make_no_difference(void **state)
{
    (void)state;
    size_t length, alone_length;
    const char *why;
    uint8_t *file = packed(&length);
    threads_are_refused = true;
    uint8_t *alone = packed(&alone_length);
    struct pack *pack = pack_open(file, length, &why);
    assert_non_null(pack);
    memset(taken, 0, BYTES);
    assert_true(pack_take_lasting(pack, taken, BYTES) && pack_close(pack));
    threads_are_refused = false;
    assert_int_equal(length, alone_length);
    assert_memory_equal(file, alone, length);
    assert_memory_equal(given, taken, BYTES);
    pack_free(pack);
    free(alone);
    free(file);
}

static void what_is_left_is_told(void **state)
{
    (void)state;
    size_t length;
    const char *why;
    uint8_t *file = packed(&length);
    struct pack *pack = pack_open(file, length, &why);
    assert_true(pack_take(pack, taken, BYTES - 1));
    assert_false(pack_close(pack));
    assert_true(pack_take(pack, taken, 1));
    assert_true(pack_close(pack));
    pack_free(pack);
    free(file);
}

static void an_empty_file_is_one(void **state)
{
    (void)state;
    size_t length;
    const char *why;
    struct pack *pack = pack_new();
    uint8_t *file = pack_finish(pack, &length);
    pack_free(pack);
    pack = pack_open(file, length, &why);
    assert_non_null(pack);
    assert_true(pack_close(pack));
    pack_free(pack);
    free(file);
}

static void refuses(const uint8_t *file, size_t length, const char *said)
{
    const char *why = "";
    assert_null(pack_open(file, length, &why));
    assert_string_equal(why, said);
}

static void damage_is_refused(void **state)
{
    (void)state;
    size_t length;
    uint8_t *file = packed(&length);
    for (size_t at = 0; at < length; at += at < 100 ? 1 : 4099) {
        file[at] ^= 0x10;
        const char *why = "";
        assert_null(pack_open(file, length, &why));
        assert_true(strlen(why) > 20);
        file[at] ^= 0x10;
    }
    refuses(file, 7, "not a state file; make one with --save");
    refuses(file, 31, "the state file is cut off; save it anew");
    refuses(file, length - 1, "the state file is cut off; save it anew");
    file[length - 1] ^= 1;
    refuses(file, length, "the state file is damaged; save it anew");
    free(file);
}

/* A file of one chunk with digests that are right, whatever it holds. */
static size_t forge(uint8_t *file, uint32_t whole, const uint8_t *stored, uint32_t stored_bytes)
{
    struct state digest, sum;
    size_t length;
    struct pack *pack = pack_new();
    uint8_t *empty = pack_finish(pack, &length);
    memcpy(file, empty, length);
    free(empty);
    pack_free(pack);
    state_init(&digest);
    state_u32(&digest, &whole);
    state_u32(&digest, &stored_bytes);
    state_bytes(&digest, (uint8_t *)stored, stored_bytes);
    le32_write(file + 32, whole);
    le32_write(file + 36, stored_bytes);
    le64_write(file + 40, digest.hash);
    memcpy(file + 48, stored, stored_bytes);
    state_init(&sum);
    state_bytes(&sum, file + 40, 8);
    le64_write(file + 16, 16 + stored_bytes);
    le64_write(file + 24, sum.hash);
    return 48 + stored_bytes;
}

static void forged_chunks_are_refused(void **state)
{
    (void)state;
    static const uint8_t literals[] = {0x20, 'a', 'b'}, far[] = {0x1f, 'a', 0xff, 0xff, 0xff, 0xff, 0x00};
    uint8_t file[200];
    const char *why;
    size_t length = forge(file, 2, literals + 1, 2); /* stored as it is */
    struct pack *pack = pack_open(file, length, &why);
    assert_true(pack_take(pack, taken, 2) && pack_close(pack));
    pack_free(pack);
    length = forge(file, 4, literals, 3); /* expands to less than it says */
    pack = pack_open(file, length, &why);
    assert_false(pack_take(pack, taken, 1));
    pack_free(pack);
    length = forge(file, 30000, far, sizeof far); /* copies from before its beginning */
    pack = pack_open(file, length, &why);
    assert_true(pack_take_lasting(pack, taken, 30000));
    assert_false(pack_close(pack));
    pack_free(pack);
    static const uint32_t wrong[][2] = {{0, 0}, {0, 2}, {2, 0}, {1, 2}, {32769, 2}, {UINT32_MAX, 2}};
    for (unsigned i = 0; i < sizeof wrong / sizeof *wrong; i++)
        refuses(file, forge(file, wrong[i][0], literals, wrong[i][1]), "the state file is damaged; save it anew");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_goes_in_comes_out), cmocka_unit_test(threads_make_no_difference),
        cmocka_unit_test(what_is_left_is_told),   cmocka_unit_test(an_empty_file_is_one),
        cmocka_unit_test(damage_is_refused),      cmocka_unit_test(forged_chunks_are_refused),
    };
    return cmocka_run_group_tests(tests, fill, NULL);
}
