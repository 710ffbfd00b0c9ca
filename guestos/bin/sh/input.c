#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "sh.h"

bool input_continues;

/* PS1 with \w (directory), \h (host), \$; malloc'd. */
static char *prompt(void)
{
    const char *template = variable_get(input_continues ? "PS2" : "PS1");
    struct buffer text = {NULL, 0, 0};
    struct utsname names;
    char directory[256];

    buffer_add_text(&text, "", 0);
    for (const char *p = template != NULL ? template : ""; *p != '\0'; p++) {
        if (*p != '\\' || p[1] == '\0') {
            buffer_add(&text, *p);
            continue;
        }
        switch (*++p) {
        case 'w':
            if (getcwd(directory, sizeof directory) == NULL)
                strcpy(directory, "?");
            buffer_add_text(&text, directory, strlen(directory));
            break;
        case 'h':
            if (uname(&names) == 0)
                buffer_add_text(&text, names.nodename, strlen(names.nodename));
            break;
        case '$':
            buffer_add(&text, geteuid() == 0 ? '#' : '$');
            break;
        default:
            buffer_add(&text, *p);
            break;
        }
    }
    return text.text;
}

static char *edited_line(struct input *input)
{
    char *text = prompt();
    char *line = edit_line(text, &input->interrupted);

    free(text);
    if (line == NULL)
        return NULL;
    history_add(line);
    size_t length = strlen(line);
    line = must_realloc(line, length + 2);
    strcpy(line + length, "\n");
    return line;
}

static char *line_from_fd(int fd)
{
    struct buffer line = {NULL, 0, 0};
    char c;
    ssize_t n;

    while ((n = read(fd, &c, 1)) != 0) {
        if (n < 0 && errno == EINTR && !interrupted)
            continue;
        if (n < 0)
            break;
        if (c != '\0')
            buffer_add(&line, c);
        if (c == '\n')
            break;
    }
    if (line.length > 0 && line.text[line.length - 1] != '\n')
        buffer_add(&line, '\n');
    return line.text;
}

static char *line_from_text(const char **text)
{
    struct buffer line = {NULL, 0, 0};
    size_t length = strcspn(*text, "\n");

    if (**text == '\0')
        return NULL;
    buffer_add_text(&line, *text, length);
    buffer_add(&line, '\n');
    *text += length + ((*text)[length] == '\n');
    return line.text;
}

static void next_line(struct input *input)
{
    free(input->line);
    if (input->interactive)
        input->line = edited_line(input);
    else
        input->line = input->fd < 0 ? line_from_text(&input->text) : line_from_fd(input->fd);
    input->ended = input->line == NULL;
    input->position = 0;
    input->number++;
    input_continues = true;
}

int input_peek(struct input *input)
{
    if (input->interrupted || input->ended)
        return -1;
    if (input->line == NULL || input->line[input->position] == '\0')
        next_line(input);
    return input->line != NULL ? (unsigned char)input->line[input->position] : -1;
}

int input_next(struct input *input)
{
    int c = input_peek(input);

    if (c >= 0)
        input->position++;
    return c;
}

void input_drop_line(struct input *input)
{
    free(input->line);
    input->line = NULL;
    input->position = 0;
}
