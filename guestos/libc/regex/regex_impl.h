/* A compiled expression: a program whose threads all run over the text at once (match.c), or, when it refers back to
 * what a group has matched, one way after the other (backtrack.c). */
#ifndef REGEX_IMPL_H
#define REGEX_IMPL_H

#include <regex.h>
#include <stdbool.h>
#include <wchar.h>

/* Jumps are relative, so that a piece of program can be moved and repeated. */
enum regex_op {
    RE_CHAR, /* the character a */
    RE_ANY,
    RE_SET, /* sets[a] */
    RE_START,
    RE_END, /* ^ $ */
    RE_TEXT_START,
    RE_TEXT_END,
    RE_WORD_START,
    RE_WORD_END,
    RE_WORD_EDGE,
    RE_NO_WORD_EDGE,
    RE_SAVE,  /* the position into slot a */
    RE_MARK,  /* the same, at the start of a repetition */
    RE_JUMP,  /* by a */
    RE_SPLIT, /* go on at a, else at b */
    RE_LOOP,  /* repeat from a, else go on; not when nothing was matched since the mark in slot b */
    RE_BACK,  /* what group a has matched */
    RE_MATCH
};

struct regex_insn {
    enum regex_op op;
    int a, b;
};

struct regex_range {
    wchar_t first, last;
};

/* A bracket expression. */
struct regex_set {
    bool inverted;
    struct regex_range *ranges;
    size_t count;
    unsigned classes; /* bits: wctype_t */
};

struct __regex {
    int flags;
    struct regex_insn *insns;
    size_t count, room;
    struct regex_set *sets;
    size_t set_count;
    int groups; /* with the whole expression as 0 */
    int slots;  /* two for each group, then the marks */
    bool refers_back;
    int first; /* the byte that every match starts with, or -1 */
};

/* What is matched with what. */
struct regex_input {
    const struct __regex *program;
    const char *text;
    regoff_t length;
    int flags; /* of regexec */
};

/* The character at a position and how many bytes it has: a byte that belongs to none is one of its own, beyond Unicode;
 * at the end it is -1 and has none. */
wchar_t __regex_character(const struct regex_input *input, regoff_t at, int *length);

/* The test that an insn without effect makes at a position. */
bool __regex_assert(const struct regex_input *input, enum regex_op op, regoff_t at);

/* RE_CHAR, RE_ANY, RE_SET. */
bool __regex_accepts(const struct __regex *program, const struct regex_insn *insn, wchar_t c);

/* Reads a bracket expression after its [ into a new set; returns 0 or an error, and where it ended. */
int __regex_read_set(struct __regex *program, const char **pattern);
bool __regex_in_set(const struct regex_set *set, wchar_t c, bool fold);

/* Find the match; slots[0..2*groups) are its positions.  0, REG_NOMATCH or REG_ESPACE. */
int __regex_run(const struct regex_input *input, regoff_t *slots, int slot_count);
int __regex_backtrack(const struct regex_input *input, regoff_t *slots);

#endif
