/* What the files of the preprocessor share. */
#ifndef CC_PP_PP_IMPL_H
#define CC_PP_PP_IMPL_H

#include "pp/pp.h"

enum builtin_macro {
    BUILTIN_NONE,
    BUILTIN_FILE,
    BUILTIN_LINE,
    BUILTIN_COUNTER,
    BUILTIN_BASE_FILE,
    BUILTIN_INCLUDE_LEVEL,
    BUILTIN_PRAGMA,
    /* known to #if only, not expanded: */
    BUILTIN_HAS_INCLUDE,
    BUILTIN_HAS_INCLUDE_NEXT,
    BUILTIN_HAS_ATTRIBUTE,
    BUILTIN_HAS_BUILTIN,
    BUILTIN_HAS_FEATURE,
    BUILTIN_HAS_C_ATTRIBUTE,
};

struct macro {
    struct name *name;
    struct macro *next; /* of those defined in the main file */
    uint32_t loc;
    bool function, variadic, predefined;
    bool disabled;        /* its expansion is being read */
    bool used;            /* expanded, or asked for by #ifdef and the like */
    uint8_t builtin;      /* enum builtin_macro */
    uint16_t param_count; /* the variable ones count as one, the last */
    struct name **params;
    struct token *body;
    uint32_t body_count;
    bool pastes; /* its body has ## or takes arguments: it has to be built for each call */
};

/* Tokens read before the file's: a macro's body, an argument, tokens put back. */
struct context {
    struct macro *macro; /* enabled again at the end, or NULL */
    const struct token *next, *end;
    uint32_t loc;       /* for tokens of the body */
    uint8_t lead_flags; /* white space of the call, for the first token */
    bool fresh;         /* nothing was read yet */
    bool barrier;       /* its end is TOKEN_END */
};

struct conditional {
    uint32_t loc;
    bool taken; /* a group was or is processed */
    bool was_else;
    bool guard; /* the #ifndef around a whole file */
};

enum guard_state { GUARD_START, GUARD_INSIDE, GUARD_AFTER, GUARD_NONE };

/* A file being read. */
struct buffer {
    struct buffer *below;
    struct scanner scanner;
    struct source_file *file;
    struct conditional *conditionals;
    size_t conditional_count, conditional_room;
    bool macros_only;      /* its tokens are thrown away */
    const char *directory; /* for #include "..." */
    size_t path_index;     /* where #include_next goes on */
    enum guard_state guard_state;
    const struct name *guard;
};

struct path {
    const char *text;
    uint8_t kind; /* enum pp_path_kind */
};

/* #pragma push_macro, last first: what the name meant. */
struct pushed_macro {
    struct pushed_macro *below;
    struct name *name;
    struct macro *macro;
};

/* #pragma weak name, or name = target */
struct weak_name {
    const struct name *name, *target;
};

/* -include, -imacros */
struct preinclude {
    const char *path;
    bool macros_only;
};

struct file_read {
    const char *path;
    bool system;
};

struct pp {
    struct intern *names;
    struct sources *sources;
    struct report *report;
    struct pp_language language;
    struct arena arena;     /* lives as long as the preprocessor */
    struct arena expansion; /* emptied whenever no macro is being expanded */
    struct buffer *buffer;
    unsigned include_depth;
    unsigned hold_buffer; /* > 0: the end of a file is TOKEN_END and stays */
    struct context *contexts;
    size_t context_count, context_room;
    uint8_t carry_flags; /* white space left by an empty expansion */
    unsigned argument_depth;
    uint32_t tokens_expanded; /* by the outermost call */
    struct path *paths;
    size_t path_count, path_room;
    struct file_read *files;
    size_t file_count, file_room;
    struct preinclude *preincludes;
    size_t preinclude_count, preinclude_room;
    char *command_line; /* #define and #undef lines of the options */
    size_t command_line_length, command_line_room;
    const char *main_path;
    const struct path_map *file_names; /* what __FILE__ calls them, or NULL */
    uint32_t counter;
    struct macro *macros, **last_macro; /* defined in the main file, in order */
    unsigned pack;
    unsigned pack_stack[64];
    size_t pack_depth;
    struct pushed_macro *pushed_macros;
    struct weak_name *weak;
    size_t weak_count, weak_room;
    void (*on_pragma)(void *context, uint32_t loc, const char *text, size_t length);
    void *on_pragma_context;
    struct name *name_defined, *name_va_args, *name_va_opt, *name_once;
};

/* Tokens being gathered in the expansion arena. */
struct token_list {
    struct token *tokens;
    size_t count, room;
};
void token_list_add(struct pp *pp, struct token_list *list, const struct token *token);

/* expand.c */
void pp_raw(struct pp *pp, struct token *token);      /* next token, not expanded */
void pp_expanded(struct pp *pp, struct token *token); /* next token, expanded; inside directives and arguments */
void pp_push(struct pp *pp, struct macro *macro, const struct token *tokens, size_t count, uint32_t loc, uint8_t flags);

/* Tokens whose end reads as TOKEN_END; returns the depth for pp_drop, which forgets them and what is above. */
size_t pp_push_barrier(struct pp *pp, const struct token *tokens, size_t count);
void pp_drop(struct pp *pp, size_t depth);

/* substitute.c: the body of a macro with arguments in place. */
struct argument {
    const struct token *raw;
    size_t raw_count;
    struct token *expanded;
    size_t expanded_count;
    bool is_expanded;
};
void pp_substitute(struct pp *pp, struct macro *macro, struct argument *arguments, uint32_t loc,
                   struct token_list *out);
void pp_expand_argument(struct pp *pp, struct argument *argument);
/* The tokens as one string literal token. */
struct token pp_stringify(struct pp *pp, const struct token *tokens, size_t count, uint32_t loc);

/* macro.c */
void pp_warn_unused_macros(struct pp *pp);
void pp_read_define(struct pp *pp);
void pp_read_undef(struct pp *pp);

/* directive.c: give the names of directives their meaning. */
void pp_enter_directives(struct intern *names);
/* Obey the directive whose '#' was just read. */
void pp_directive(struct pp *pp);
/* Nothing may follow the directive's operand on its line. */
void pp_check_end(struct pp *pp, const char *directive);
/* The file being read ends: complain about what is open. */
void pp_check_conditionals(struct pp *pp);

/* pragma.c */
void pp_read_pragma(struct pp *pp, uint32_t loc);
void pp_pragma_operator(struct pp *pp, uint32_t loc);

/* include.c */
void pp_read_include(struct pp *pp, uint32_t loc, bool next);
/* embed.c: #embed */
void pp_read_embed(struct pp *pp, uint32_t loc);
bool pp_has_include(struct pp *pp, const char *name, size_t length, bool quoted, bool next);
bool pp_enter_text(struct pp *pp, struct source_text *text, uint32_t loc, bool system, size_t path_index);
/* Reads the operand of #include and __has_include: its name; false after an error. */
bool pp_read_header_name(struct pp *pp, const char **name, size_t *length, bool *quoted, uint32_t *loc);

/* condition.c: the controlling expression of #if, up to the end of the line. */
bool pp_condition(struct pp *pp);

/* predefined.c */
void pp_enter_predefined(struct pp *pp);
struct token pp_builtin_token(struct pp *pp, const struct macro *macro, uint32_t loc);
bool pp_has_attribute(const char *name, size_t length);
bool pp_has_feature(const char *name);
unsigned pp_standard_attribute(const char *name); /* since when the standard has it; 0: it has not */

#endif
