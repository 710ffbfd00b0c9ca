/* The shell: what its parts know of each other.
 *
 * input.c gives lines, lexer.c words and operators, parser.c a tree; expand.c turns words into arguments; exec.c runs
 * the tree; jobs.c keeps what runs in the background; edit.c, complete.c and history.c serve the person at the
 * terminal. */
#ifndef SH_H
#define SH_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* ---- Memory: all of a command's tree lives in one arena (memory.c) ---- */

struct arena;
struct arena *arena_new(void);
void arena_free(struct arena *arena);
void *arena_alloc(struct arena *arena, size_t size); /* zeroed */
char *arena_copy(struct arena *arena, const char *text, size_t length);

/* The shell ends with a message when there is no memory. */
void *must_alloc(size_t size);
void *must_realloc(void *block, size_t size);
char *must_copy(const char *text);

/* A string that grows. */
struct buffer {
    char *text; /* terminated */
    size_t length, size;
};
void buffer_add(struct buffer *buffer, char c);
void buffer_add_text(struct buffer *buffer, const char *text, size_t length);
void buffer_free(struct buffer *buffer);

/* A list of strings that grows; items ends with NULL. */
struct strings {
    char **items;
    size_t count, size;
};
void strings_add(struct strings *list, char *item); /* takes the item, which is malloc'd */
void strings_free(struct strings *list);

/* ---- Input ---- */

/* Where commands come from: a descriptor, read byte by byte so that commands find the rest, or text, or the terminal.
 */
struct input {
    int fd;           /* -1: text */
    const char *text; /* what is left of it */
    bool interactive; /* lines are edited, with a prompt */
    char *line;       /* current line with its newline; NULL at the end */
    size_t position;  /* in it */
    unsigned number;  /* of the line */
    const char *name; /* for messages */
    bool interrupted; /* Ctrl-C while a line was edited */
    bool ended;       /* nothing more comes for this command */
};
int input_peek(struct input *input); /* -1 at the end */
int input_next(struct input *input);
void input_drop_line(struct input *input);
/* What the next line is for: the first of a command, or more of it. */
extern bool input_continues;
/* What is being read, for messages. */
extern const struct input *current_input;

/* ---- The tree ---- */

enum node_kind {
    NODE_COMMAND,    /* assignments, words */
    NODE_PIPE,       /* left | right */
    NODE_AND,        /* left && right */
    NODE_OR,         /* left || right */
    NODE_LIST,       /* left ; right */
    NODE_BACKGROUND, /* left & */
    NODE_NOT,        /* ! left */
    NODE_SUBSHELL,   /* ( left ) */
    NODE_GROUP,      /* { left } */
    NODE_IF,         /* if left then right else other */
    NODE_WHILE,      /* while left do right */
    NODE_UNTIL,
    NODE_FOR,      /* for name in words do left */
    NODE_CASE,     /* case words in items */
    NODE_FUNCTION, /* name () left */
};

struct word {
    struct word *next;
    char *text; /* as written, with its quotes */
};

enum redirect_kind { REDIRECT_READ, REDIRECT_WRITE, REDIRECT_APPEND, REDIRECT_BOTH, REDIRECT_DUP, REDIRECT_HERE };

struct redirect {
    struct redirect *next;
    enum redirect_kind kind;
    int fd;
    char *target; /* a word; for REDIRECT_HERE the text itself */
    bool literal; /* the text is not expanded */
};

struct case_item {
    struct case_item *next;
    struct word *patterns;
    struct node *body;
};

struct node {
    enum node_kind kind;
    struct node *left, *right, *other;
    char *name;
    struct word *assignments, *words;
    struct redirect *redirects;
    struct case_item *items;
    bool has_words; /* for: "in" was written */
    char *source;   /* as written, for messages about jobs */
};

enum parse_result { PARSE_OK, PARSE_EMPTY, PARSE_END, PARSE_ERROR };

/* Parses one complete command (a line, or as many as it takes). */
enum parse_result parse_command(struct input *input, struct arena *arena, struct node **tree);

/* ---- Variables (variables.c) ---- */

const char *variable_get(const char *name); /* NULL when not set */
void variable_set(const char *name, const char *value);
void variable_export(const char *name);
void variable_unset(const char *name);
bool variable_is_name(const char *text, size_t length);
void variables_print(bool exported_only);
void variables_import(void);        /* from the environment */
char **variables_environment(void); /* for execve; malloc'd as one */

/* $0 $1 ... and the rest of the shell's state. */
struct shell {
    char **arguments; /* $1 ... */
    int argument_count;
    const char *name;      /* $0 */
    int status;            /* $? */
    pid_t pid;             /* $$: of the first shell */
    pid_t last_background; /* $! */
    bool interactive, job_control;
    bool exit_on_error, trace; /* set -e, set -x */
    int loop_depth;
    int break_count, continue_count; /* loops that are being left */
    bool returning;
    bool in_child; /* a fork of the shell */
};
extern struct shell shell;

/* Set by SIGINT; commands in progress stop and the prompt comes back. */
extern volatile int interrupted;

/* ---- Expansion ---- */

/* Everything: parameters, commands, arithmetic, splitting, paths, quotes.  False after a message. */
bool expand_words(const struct word *words, struct strings *result);
/* Without splitting and paths; malloc'd, NULL after a message. */
char *expand_text(const char *word);
/* As expand_text, quoted characters with a backslash: for fnmatch. */
char *expand_pattern(const char *word);
/* A here document's text. */
char *expand_here(const char *text);
/* Value of an expression; false after a message. */
bool arithmetic(const char *text, long *value);

/* ---- Running ---- */

int run(const struct node *tree);
/* Reads and runs commands to the end of the input; the last status. */
int run_input(struct input *input);
int run_text(const char *text, const char *name);
/* Output of a command without its last newlines; malloc'd. */
char *run_capture(const char *text);
_Noreturn void exit_shell(int status);

void function_define(const char *name, const struct node *body);
const struct node *function_find(const char *name);
void function_remove(const char *name);

typedef int builtin(int argc, char **argv);
builtin *builtin_find(const char *name);
bool builtin_keeps_redirections(const char *name);
const char *builtin_name(size_t i); /* NULL after the last */

builtin builtin_test, builtin_jobs, builtin_fg, builtin_bg, builtin_wait, builtin_kill, builtin_history;

/* ---- Jobs ---- */

void jobs_init(void);
/* A pipeline that was started: its processes, in one group when there is job control. */
struct job;
struct job *job_new(const char *source);
void job_add_process(struct job *job, pid_t pid);
/* In the child: its own group, default signals. */
void job_enter_child(struct job *job, bool foreground);
/* Waits for a job in the foreground; its status. */
int job_wait(struct job *job);
void job_background(struct job *job);
/* Lets processes that have ended go; were there any? */
bool jobs_collect(void);
/* Tells of background jobs that have ended. */
void jobs_notify(void);

/* ---- The terminal ---- */

/* Reads a line with editing; malloc'd, without a newline.  NULL at the end (Ctrl-D) or, with *stopped, after Ctrl-C. */
char *edit_line(const char *prompt, bool *stopped);
void history_add(const char *line);
const char *history_get(size_t back); /* 0 is the newest; NULL beyond the oldest */

/* What could follow: completions of the word that ends at position, each whole; the word starts at *start. */
void complete(const char *line, size_t position, size_t *start, struct strings *result);

/* "sh: " or "file: line N: " and the message. */
void complain(const char *format, ...);

#endif
