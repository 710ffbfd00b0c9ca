#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

char *optarg;
int optind = 1, opterr = 1, optopt;

static int place; /* in argv[optind], 0 before its first letter */

static int complain(char *const argv[], const char *options, const char *what, const char *name, int length)
{
    if (opterr && *options != ':')
        fprintf(stderr, "%s: %s '%.*s'\n", argv[0], what, length, name);
    return '?';
}

int getopt(int argc, char *const argv[], const char *options)
{
    if (optind == 0) {
        optind = 1;
        place = 0;
    }
    optarg = NULL;
    if (optind >= argc || (place == 0 && (argv[optind][0] != '-' || argv[optind][1] == '\0')))
        return -1;
    if (place == 0 && strcmp(argv[optind], "--") == 0) {
        optind++;
        return -1;
    }
    const char *letter = argv[optind] + (place == 0 ? 1 : place);
    const char *known = *letter != ':' ? strchr(options, *letter) : NULL;
    bool last = letter[1] == '\0';

    optopt = (unsigned char)*letter;
    place = last ? 0 : (int)(letter + 1 - argv[optind]);
    optind += last;
    if (known == NULL)
        return complain(argv, options, "unknown option", letter, 1);
    if (known[1] != ':')
        return optopt;
    if (!last || known[2] == ':') {
        optarg = last ? NULL : (char *)letter + 1;
        optind += !last;
        place = 0;
        return optopt;
    }
    if (optind >= argc) {
        complain(argv, options, "missing argument of option", letter, 1);
        return *options == ':' ? ':' : '?';
    }
    optarg = argv[optind++];
    return optopt;
}

/* The option of this name or the only one that starts with it; -1 when there is none. */
static int find_long(const struct option *list, const char *name, size_t length)
{
    int found = -1;

    for (int i = 0; list[i].name != NULL; i++) {
        if (strncmp(list[i].name, name, length) != 0)
            continue;
        if (list[i].name[length] == '\0')
            return i;
        if (found >= 0)
            return -1;
        found = i;
    }
    return found;
}

int getopt_long(int argc, char *const argv[], const char *options, const struct option *long_options, int *index)
{
    if (place != 0 || optind >= argc || strncmp(argv[optind], "--", 2) != 0 || argv[optind][2] == '\0')
        return getopt(argc, argv, options);
    const char *name = argv[optind++] + 2;
    size_t length = strcspn(name, "=");
    int i = find_long(long_options, name, length);
    bool has_value = name[length] == '=';

    optarg = NULL;
    optopt = 0;
    if (i < 0 || (has_value && long_options[i].has_arg == no_argument))
        return complain(argv, options, "unknown or ambiguous option", name, (int)length);
    if (has_value) {
        optarg = (char *)name + length + 1;
    } else if (long_options[i].has_arg == required_argument) {
        if (optind >= argc) {
            complain(argv, options, "missing argument of option", name, (int)length);
            return *options == ':' ? ':' : '?';
        }
        optarg = argv[optind++];
    }
    if (index != NULL)
        *index = i;
    if (long_options[i].flag == NULL)
        return long_options[i].val;
    *long_options[i].flag = long_options[i].val;
    return 0;
}
