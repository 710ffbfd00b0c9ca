#include <dirent.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "tool.h"

static const char usage[] = "usage: ls [-alR1dtrSF] [FILE ...]\n"
                            "Lists directories and files.\n"
                            "  -a  names that start with a dot too    -l  mode, links, owner, size and time of each\n"
                            "  -R  directories within, too            -1  one name on a line\n"
                            "  -d  a directory itself, not its list   -F  mark directories / links @ programs *\n"
                            "  -t  newest first    -S  largest first    -r  in reverse order\n";

static bool all, detailed, recursive, single, itself, mark, colours, reverse;
static char order; /* 't', 'S', or 0: by name */

struct entry {
    char *name;
    struct stat status;
};

struct entries {
    struct entry *items;
    size_t count, size;
};

static void add(struct entries *list, const char *name, const struct stat *status)
{
    if (list->count == list->size) {
        list->size = list->size * 2 + 16;
        list->items = realloc(list->items, list->size * sizeof *list->items);
    }
    char *copy = strdup(name);
    if (list->items == NULL || copy == NULL) {
        tool_complain("no memory");
        exit(1);
    }
    list->items[list->count++] = (struct entry){copy, *status};
}

static void discard(struct entries *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->items[i].name);
    free(list->items);
}

static int compare(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    int result = 0;

    if (order == 't')
        result = (x->status.st_mtime < y->status.st_mtime) - (x->status.st_mtime > y->status.st_mtime);
    if (order == 'S')
        result = (x->status.st_size < y->status.st_size) - (x->status.st_size > y->status.st_size);
    if (result == 0)
        result = strcmp(x->name, y->name);
    return reverse ? -result : result;
}

static const char *colour(mode_t mode)
{
    if (S_ISDIR(mode))
        return "\033[1;34m";
    if (S_ISLNK(mode))
        return "\033[1;36m";
    if (S_ISCHR(mode) || S_ISBLK(mode) || S_ISFIFO(mode))
        return "\033[1;33m";
    return mode & 0111 ? "\033[1;32m" : NULL;
}

static char mark_of(mode_t mode)
{
    if (!mark)
        return '\0';
    return S_ISDIR(mode)                    ? '/'
           : S_ISLNK(mode)                  ? '@'
           : S_ISFIFO(mode)                 ? '|'
           : S_ISREG(mode) && (mode & 0111) ? '*'
                                            : '\0';
}

static size_t name_width(const struct entry *entry)
{
    return strlen(entry->name) + (mark_of(entry->status.st_mode) != '\0');
}

static void print_name(const struct entry *entry)
{
    const char *start = colours ? colour(entry->status.st_mode) : NULL;
    char c = mark_of(entry->status.st_mode);

    printf("%s%s%s", start != NULL ? start : "", entry->name, start != NULL ? "\033[0m" : "");
    if (c != '\0')
        putchar(c);
}

static void mode_text(mode_t mode, char text[11])
{
    static const char letters[] = "rwxrwxrwx";

    text[0] = S_ISDIR(mode)    ? 'd'
              : S_ISLNK(mode)  ? 'l'
              : S_ISCHR(mode)  ? 'c'
              : S_ISBLK(mode)  ? 'b'
              : S_ISFIFO(mode) ? 'p'
                               : '-';
    for (int i = 0; i < 9; i++)
        text[i + 1] = mode >> (8 - i) & 1 ? letters[i] : '-';
    text[10] = '\0';
}

static const char *user_name(uid_t uid)
{
    static char number[12];

    if (uid == 0)
        return "root";
    snprintf(number, sizeof number, "%u", (unsigned)uid);
    return number;
}

static void print_detailed(const struct entry *entry, const char *directory)
{
    const struct stat *s = &entry->status;
    char mode[11], when[20], path[PATH_MAX], target[PATH_MAX];
    struct tm parts;

    mode_text(s->st_mode, mode);
    time_t modified = s->st_mtime;
    strftime(when, sizeof when, "%Y-%m-%d %H:%M", gmtime_r(&modified, &parts));
    printf("%s %3u %-5s", mode, (unsigned)s->st_nlink, user_name(s->st_uid));
    if (S_ISCHR(s->st_mode) || S_ISBLK(s->st_mode))
        printf(" %4u,%4u", (unsigned)DEVICE_MAJOR(s->st_rdev), (unsigned)DEVICE_MINOR(s->st_rdev));
    else
        printf(" %9ld", (long)s->st_size);
    printf(" %s ", when);
    print_name(entry);
    if (S_ISLNK(s->st_mode) && tool_join(path, directory, entry->name)) {
        ssize_t n = readlink(*entry->name == '/' ? entry->name : path, target, sizeof target - 1);
        printf(" -> %.*s", n > 0 ? (int)n : 0, target);
    }
    putchar('\n');
}

static size_t screen_width(void)
{
    struct winsize size;

    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
    return 80;
}

/* Down the columns, as many as fit. */
static void print_columns(const struct entries *list)
{
    size_t widest = 0;

    for (size_t i = 0; i < list->count; i++)
        if (name_width(&list->items[i]) > widest)
            widest = name_width(&list->items[i]);
    size_t across = screen_width() / (widest + 2);
    if (across == 0)
        across = 1;
    size_t rows = (list->count + across - 1) / across;
    for (size_t row = 0; row < rows; row++) {
        for (size_t i = row; i < list->count; i += rows) {
            print_name(&list->items[i]);
            if (i + rows < list->count)
                printf("%*s", (int)(widest + 2 - name_width(&list->items[i])), "");
        }
        putchar('\n');
    }
}

static void print_list(struct entries *list, const char *directory)
{
    if (list->count > 0)
        qsort(list->items, list->count, sizeof *list->items, compare);
    if (!detailed && !single) {
        print_columns(list);
        return;
    }
    for (size_t i = 0; i < list->count; i++) {
        if (detailed) {
            print_detailed(&list->items[i], directory);
        } else {
            print_name(&list->items[i]);
            putchar('\n');
        }
    }
}

static void list_directory(const char *path, bool title)
{
    struct entries list = {NULL, 0, 0};
    struct dirent *entry;
    struct stat status;
    char full[PATH_MAX];

    DIR *directory = opendir(path);
    if (directory == NULL) {
        tool_complain_errno(path);
        return;
    }
    while ((entry = readdir(directory)) != NULL) {
        if ((entry->d_name[0] == '.' && !all) || !tool_join(full, path, entry->d_name))
            continue;
        if (lstat(full, &status) == 0)
            add(&list, entry->d_name, &status);
        else
            tool_complain_errno(full);
    }
    closedir(directory);
    if (title)
        printf("%s:\n", path);
    print_list(&list, path);
    for (size_t i = 0; recursive && i < list.count; i++) {
        const char *name = list.items[i].name;
        if (!S_ISDIR(list.items[i].status.st_mode) || strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
            continue;
        if (tool_join(full, path, name)) {
            putchar('\n');
            list_directory(full, true);
        }
    }
    discard(&list);
}

static void parse_options(int argc, char **argv)
{
    int option;

    while ((option = tool_option(argc, argv, "alR1dtrSF")) != -1) {
        all = all || option == 'a';
        detailed = detailed || option == 'l';
        recursive = recursive || option == 'R';
        single = single || option == '1';
        itself = itself || option == 'd';
        mark = mark || option == 'F';
        reverse = reverse || option == 'r';
        if (option == 't' || option == 'S')
            order = (char)option;
    }
}

/* True when a person looks: init says TERM=dumb when the console is a pipe. */
static bool on_screen(void)
{
    const char *terminal = getenv("TERM");

    return isatty(STDOUT_FILENO) && (terminal == NULL || strcmp(terminal, "dumb") != 0);
}

int main(int argc, char **argv)
{
    static char *here[] = {"."};
    struct entries files = {NULL, 0, 0};
    struct stat status;
    bool printed;

    tool_begin("ls", usage);
    parse_options(argc, argv);
    bool screen = on_screen();
    colours = screen && getenv("NO_COLOR") == NULL;
    single = single || !screen;
    int count = argc - optind;
    char **names = count > 0 ? argv + optind : here;
    count = count > 0 ? count : 1;
    for (int i = 0; i < count; i++) {
        int result = detailed || itself ? lstat(names[i], &status) : stat(names[i], &status);
        if (result != 0)
            tool_complain_errno(names[i]);
        if (result == 0 && (itself || !S_ISDIR(status.st_mode)))
            add(&files, names[i], &status);
        if (result != 0 || itself || !S_ISDIR(status.st_mode))
            names[i] = NULL;
    }
    printed = files.count > 0;
    if (printed)
        print_list(&files, ".");
    for (int i = 0; i < count; i++)
        if (names[i] != NULL) {
            if (printed)
                putchar('\n');
            list_directory(names[i], count > 1 || recursive);
            printed = true;
        }
    discard(&files);
    return tool_end();
}
