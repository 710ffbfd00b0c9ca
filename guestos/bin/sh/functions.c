#include <stdlib.h>
#include <string.h>

#include "sh.h"

/* A function's body is copied out of the arena of the command that defined it into one of its own. */

struct function {
    struct function *next;
    char *name;
    struct arena *arena;
    struct node *body;
};

static struct function *functions;

static char *copy_text(struct arena *arena, const char *text)
{
    return text != NULL ? arena_copy(arena, text, strlen(text)) : NULL;
}

static struct word *copy_words(struct arena *arena, const struct word *words)
{
    struct word *first = NULL, **end = &first;

    for (; words != NULL; words = words->next, end = &(*end)->next) {
        *end = arena_alloc(arena, sizeof **end);
        (*end)->text = copy_text(arena, words->text);
    }
    return first;
}

static struct redirect *copy_redirects(struct arena *arena, const struct redirect *redirects)
{
    struct redirect *first = NULL, **end = &first;

    for (; redirects != NULL; redirects = redirects->next, end = &(*end)->next) {
        *end = arena_alloc(arena, sizeof **end);
        **end = *redirects;
        (*end)->next = NULL;
        (*end)->target = copy_text(arena, redirects->target);
    }
    return first;
}

static struct node *copy_tree(struct arena *arena, const struct node *node)
{
    if (node == NULL)
        return NULL;
    struct node *copy = arena_alloc(arena, sizeof *copy);
    *copy = *node;
    copy->left = copy_tree(arena, node->left);
    copy->right = copy_tree(arena, node->right);
    copy->other = copy_tree(arena, node->other);
    copy->name = copy_text(arena, node->name);
    copy->source = copy_text(arena, node->source);
    copy->assignments = copy_words(arena, node->assignments);
    copy->words = copy_words(arena, node->words);
    copy->redirects = copy_redirects(arena, node->redirects);
    struct case_item **end = &copy->items;
    for (const struct case_item *item = node->items; item != NULL; item = item->next, end = &(*end)->next) {
        *end = arena_alloc(arena, sizeof **end);
        (*end)->patterns = copy_words(arena, item->patterns);
        (*end)->body = copy_tree(arena, item->body);
    }
    *end = NULL;
    return copy;
}

static struct function **find(const char *name)
{
    struct function **link = &functions;

    while (*link != NULL && strcmp((*link)->name, name) != 0)
        link = &(*link)->next;
    return link;
}

/* The old body may be the one that is running: it stays in memory. */
void function_define(const char *name, const struct node *body)
{
    struct function **link = find(name), *function = *link;

    if (function == NULL) {
        function = must_alloc(sizeof *function);
        function->name = must_copy(name);
        *link = function;
    }
    function->arena = arena_new();
    function->body = copy_tree(function->arena, body);
}

const struct node *function_find(const char *name)
{
    struct function *function = *find(name);

    return function != NULL ? function->body : NULL;
}

void function_remove(const char *name)
{
    struct function **link = find(name), *gone = *link;

    if (gone == NULL)
        return;
    *link = gone->next;
    free(gone->name);
    free(gone);
}
