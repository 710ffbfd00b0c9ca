/* What the files of the assembler share. */
#ifndef ASM_ASM_IMPL_H
#define ASM_ASM_IMPL_H

#include "asm/asm.h"
#include "asm/buf.h"
#include "asm/names.h"
#include "isa/isa.h"

/* Limits, so that no input can exhaust the machine. */
#define NESTING_MAX          100         /* files, macros and repeats within each other */
#define TOKEN_EXPANSION_MAX  32          /* #define within #define */
#define EXPANDED_BYTES_MAX   (64u << 20) /* text that macros and repeats make in one run */
#define EXPRESSION_DEPTH_MAX 100
#define EXPRESSION_NODES_MAX 10000
#define SECTION_BYTES_MAX    (64u << 20)   /* of a section with contents, and of all of them */
#define RESERVED_BYTES_MAX   (1024u << 20) /* of a section without */
#define ALIGN_MAX            (1u << 20)
#define OPERANDS_MAX         16
#define CONDITIONS_MAX       200
#define SECTION_STACK_MAX    64

/* ---- Sources and places ---- */

struct place {
    const struct source *source; /* NULL: unknown */
    const char *at;              /* in source->clean */
};

/* A text being assembled: a file, or what a macro or repeat has made.  Kept until the end, since places point into it.
 */
struct source {
    char *name;
    char *clean; /* comments blanked, continued lines joined by '\v' */
    char *text;  /* as it was, same length; may be clean itself */
    size_t length;
    unsigned first_line;
    bool one_line;       /* every line of it is first_line (inline assembly) */
    struct place parent; /* what caused it, for expansions and included files */
    const char *title;   /* "macro 'x'"; NULL for a file */
    unsigned file;       /* its number in obj, 0 before it is asked for */
    struct marker {      /* # line "file" */
        const char *at;
        unsigned line;
        char *name;
    } * markers;
    size_t marker_count, marker_capacity;
};

/* A source in work. */
struct frame {
    struct frame *parent;
    struct source *source;
    const char *at; /* next line */
    unsigned line;  /* number of the line in work */
    const char *name;
    size_t conditions; /* open when it began */
    unsigned depth;
    bool exit_macro; /* .exitm was met */
};

/* ---- Tokens ---- */

enum token_kind {
    TOKEN_END, /* of the line or statement */
    TOKEN_NAME,
    TOKEN_NUMBER,
    TOKEN_LOCAL,     /* 1b 1f: number, and length counts the digits */
    TOKEN_STRING,    /* start..length without the quotes */
    TOKEN_PARAMETER, /* $0 in the expansion of a pseudo-instruction */
    TOKEN_PUNCTUATION,
    TOKEN_BAD, /* already reported */
};

struct token {
    enum token_kind kind;
    int op; /* punctuation: the character, or two as PAIR */
    const char *start;
    size_t length;
    const char *where; /* in the frame's line */
    size_t where_width;
    uint64_t number;
    bool forward; /* 1f */
};
#define PAIR(a, b) ((a) << 8 | (b))

struct lexer {
    struct assembler *as;
    const char *at, *end;
    const char *fixed; /* all tokens are said to be here, when not NULL */
    size_t fixed_width;
    bool raw; /* names are not replaced */
    unsigned depth;
    struct {
        const char *at, *end;
        const char *fixed;
        struct define *define;
    } outer[TOKEN_EXPANSION_MAX];
    const struct operand *parameters; /* of a pseudo-instruction */
    struct token token;
};

void lexer_start(struct lexer *lexer, struct assembler *as, const char *at, const char *end);
/* Advance lexer->token. */
void lexer_next(struct lexer *lexer);
/* Leave the replacement texts that a lexer is in: to be done with every lexer before it is given up. */
void lexer_stop(struct lexer *lexer);
bool token_is(const struct token *token, int op);
bool token_equals(const struct token *token, const char *name);
/* Step over a punctuation if it is there. */
bool lexer_accept(struct lexer *lexer, int op);
bool is_name_start(int c);
bool is_name(int c);

/* ---- Values ---- */

enum modifier { MOD_NONE, MOD_HI, MOD_LO, MOD_TPHI, MOD_TPLO };

/* plus - minus + number (symbols of obj, 0 for none), or an operation that has to wait for its operands. */
struct value {
    unsigned plus, minus;
    int64_t number;
    struct node *node;
    enum modifier modifier;
};

struct node {
    int op; /* as in struct token; unary: 0x10000 | op */
    struct value left, right;
    unsigned size, depth;
    struct node *next; /* of all nodes */
};

bool value_is_number(const struct value *value);
/* Parse an expression from lexer->token on.  False when it is wrong (reported). */
bool expression(struct lexer *lexer, struct value *value);
/* The same, and it must be a number now. */
bool expression_number(struct lexer *lexer, int64_t *number);
/* The value now that all symbols are known; false when it is still not plus - minus + number (reported at place). */
bool value_settle(struct assembler *as, struct value *value, struct place place);
/* What %hi() and %lo() make of a number. */
int64_t modifier_apply(enum modifier modifier, int64_t number);

/* ---- Operands ---- */

enum operand_kind {
    OPERAND_IS_REG,
    OPERAND_IS_FREG,
    OPERAND_IS_VALUE,
    OPERAND_IS_MEM,
    OPERAND_IS_MEM_X,
    OPERAND_IS_CSR
};

struct operand {
    enum operand_kind kind;
    unsigned reg, index, last; /* last: of a range s0-s3, else reg */
    struct value value;        /* also the offset of OPERAND_IS_MEM, the scale of OPERAND_IS_MEM_X */
    const char *where;
    size_t where_width;
};

/* ---- State ---- */

struct define {
    char *name, *text;
    bool function;
    bool busy; /* being expanded */
    char **parameters;
    size_t parameter_count, parameter_capacity;
    struct define *next; /* of all defines */
};

struct macro_parameter {
    char *name, *fallback;
    bool required, rest;
};

struct macro {
    char *name;
    const char *body;
    size_t body_length;
    unsigned first_line;
    const char *file;
    char *title;
    struct macro_parameter *parameters;
    size_t parameter_count, parameter_capacity;
    bool purged;
};

struct equate {
    const char *name;
    struct value value;
    struct place place;
    bool once; /* .equiv */
};

/* A numeric label: the last definition and the one that is expected. */
struct local {
    unsigned last, next;
    struct place first_use; /* of next, while it is not defined */
};

struct condition {
    bool taken, was_taken, in_else, preprocessor;
    bool outer; /* the surrounding text is assembled */
    struct place place;
};

/* A field that can only be filled when everything is known. */
enum deferred_kind { DEFER_DATA, DEFER_IMMEDIATE, DEFER_SIZE };
struct deferred {
    enum deferred_kind kind;
    unsigned section, label, bytes;
    struct value value;
    struct place place;
};

/* What is being collected instead of assembled. */
enum block_kind { BLOCK_NONE, BLOCK_MACRO, BLOCK_REPT, BLOCK_IRP, BLOCK_IRPC };
struct block {
    enum block_kind kind;
    struct macro *macro;
    uint64_t count;
    char *name; /* of .irp */
    char **values;
    size_t value_count, value_capacity;
    const char *body; /* in the frame's source */
    unsigned first_line, depth;
    struct place place;
};

struct listed {
    struct place place;
    const char *end;
    unsigned line;
    unsigned section, from, to; /* labels; to is 0 without code */
    bool expanded;              /* show the instructions */
};

struct assembler {
    struct obj *obj;
    struct diag *diag;
    const struct asm_host *host;
    struct frame *frame;
    struct source **sources;
    size_t source_count, source_capacity;
    char **include_paths;
    size_t include_path_count, include_path_capacity;
    size_t expanded_bytes;
    unsigned macro_calls;

    unsigned section, previous;
    unsigned section_stack[SECTION_STACK_MAX][2];
    unsigned section_depth;

    uint64_t data_bytes;   /* that all sections with contents may have by now */
    const char *statement; /* where the statement in work begins */
    unsigned dot;          /* label of '.', 0 until it is asked for */
    unsigned dot_section;
    uint32_t dot_offset;
    unsigned expression_depth;
    bool names_are_zero; /* in #if: names that nobody defines are 0 */

    struct names words; /* instructions, pseudo-instructions: see insn.c */
    struct names directives, defines, macros, equate_names, local_names;
    struct define *all_defines;
    struct define **define_table;
    size_t define_count, define_capacity;
    struct macro **macro_table;
    size_t macro_count, macro_capacity;
    struct equate *equates;
    size_t equate_count, equate_capacity;
    struct local *locals;
    size_t local_count, local_capacity;
    struct place *symbol_places; /* by obj's number */
    size_t symbol_place_capacity;
    struct node *nodes;

    struct condition conditions[CONDITIONS_MAX];
    size_t condition_count;
    struct block block;
    struct deferred *deferred;
    size_t deferred_count, deferred_capacity;

    char *unit;             /* write line tables under this name */
    bool in_frame;          /* between .cfi_startproc and .cfi_endproc, */
    unsigned frame_section; /* of this section */
    int32_t cfa_offset;
    struct place frame_place;
    bool record_lines, explicit_lines; /* .loc has been seen */
    unsigned *numbered_files;          /* of .file n */
    size_t numbered_file_capacity;
    bool keep_listing;
    struct listed *listed;
    size_t listed_count, listed_capacity;
    bool show_expansion; /* the statement in work is a pseudo-instruction */
    bool ended;          /* .end */
};

/* ---- source.c ---- */

/* A source from text, which is copied, comments blanked when it is a file's. */
struct source *source_new(struct assembler *as, const char *name, unsigned first_line, const char *text, size_t length,
                          bool is_file);
/* Assemble all of a source now, nested in what is in work. */
void source_run(struct assembler *as, struct source *source);
/* Find and read a file as .include does; NULL when it cannot be read (reported). */
char *source_find(struct assembler *as, const char *path, size_t *length, char **found, const char *where,
                  size_t width);
struct place place_here(const struct assembler *as, const char *where);
void source_include(struct assembler *as, const struct token *path);

/* ---- Messages: always at a place ---- */

void error_at(struct assembler *as, struct place place, size_t width, const char *format, ...);
void error_token(struct lexer *lexer, const char *format, ...);
void error_where(struct assembler *as, const char *where, size_t width, const char *format, ...);
void message(struct assembler *as, enum diag_level level, const char *where, size_t width, const char *format, ...);
void note_at(struct assembler *as, struct place place, const char *format, ...);
/* Convert obj_finish's errors. */
void report_object(void *context, const struct obj_error *error);

/* ---- statement.c ---- */

/* Assemble the statements of one line. */
void line_assemble(struct assembler *as, const char *start, const char *end);
/* A rest of line that should be empty. */
bool end_of_statement(struct lexer *lexer);
/* Symbols. */
unsigned dot_symbol(struct assembler *as);
/* From here on '.' is the place where the next byte goes. */
void dot_move(struct assembler *as);
bool symbol_define_here(struct assembler *as, const struct token *name);
bool equate_set(struct assembler *as, const struct token *name, const struct value *value, bool once);
const struct equate *equate_find(const struct assembler *as, const char *name, size_t length);
void equates_finish(struct assembler *as);
unsigned local_reference(struct assembler *as, const struct token *token);
void local_define(struct assembler *as, const struct token *token);

/* ---- operand.c, insn.c, pseudo.c ---- */

void words_init(struct assembler *as);
/* Assemble an instruction whose mnemonic is lexer->token. */
void insn_statement(struct lexer *lexer);
/* One operand. */
bool operand_parse(struct lexer *lexer, bool csr, struct operand *operand);
/* Expand pseudo-instruction `first`, or a later one of the same name, that takes these operands.  False when none does.
 */
bool pseudo_expand(struct lexer *lexer, unsigned first, const struct token *name, const struct operand *operands,
                   size_t count);
/* Say how the pseudo-instruction is written. */
void pseudo_complain(struct assembler *as, unsigned first, const struct token *name);
/* Assemble one instruction of an expansion, its messages at `name`. */
void expansion_line(struct lexer *from, const struct token *name, const char *text, const char *end,
                    const struct operand *operands);
/* What is emitted from here on comes from the line in work (line tables, late messages). */
void lines_mark(struct assembler *as, const char *where);
/* Make sure that the section can hold an instruction here. */
bool insn_place(struct assembler *as, const char *where, size_t width);

/* ---- directives ---- */

void directives_init(struct assembler *as);
/* Run the directive that is lexer->token. */
void directive_statement(struct lexer *lexer);
typedef void directive_handler(struct lexer *lexer, int argument);
#define DIRECTIVE(name, handler, argument) directive_handler handler;
#include "asm/directive.def"
#undef DIRECTIVE
/* Room for more bytes in the section in work; false when there is none, or it holds none (reported). */
bool section_room(struct lexer *lexer, uint64_t bytes, bool data);
void section_set(struct assembler *as, unsigned section);
/* The bytes of a string token, escapes resolved, appended to out. */
bool string_bytes(struct lexer *lexer, struct buf *out);

/* ---- macro.c: blocks that are collected ---- */

/* A line while a block is being collected. */
void block_line(struct assembler *as, const char *start, const char *end);
void block_free(struct block *block);
void macro_call(struct lexer *lexer, struct macro *macro);
struct macro *macro_find(const struct assembler *as, const char *name, size_t length);

/* ---- condition.c ---- */

/* True when the text in work is assembled. */
bool condition_active(const struct assembler *as);
/* A line that is skipped: looks only for what ends the skipping. */
void condition_skip(struct assembler *as, const char *start, const char *end);
void condition_push(struct assembler *as, bool taken, bool preprocessor, const char *where);
void condition_else(struct assembler *as, bool taken, bool is_elseif, bool preprocessor, const char *where);
void condition_pop(struct assembler *as, bool preprocessor, const char *where);
void condition_check_end(struct assembler *as, size_t open);

/* ---- cpp.c: lines that begin with # ---- */

bool cpp_is_directive(const char *at, const char *end);
void cpp_line(struct assembler *as, const char *start, const char *end);
struct define *define_find(const struct assembler *as, const char *name, size_t length);

/* ---- finish.c, listing.c ---- */

void defer(struct assembler *as, enum deferred_kind kind, unsigned label, unsigned bytes, const struct value *value,
           const char *where);
void list_line(struct assembler *as, const char *start, const char *end, unsigned from);

#endif
