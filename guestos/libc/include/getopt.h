/* Options of a command line, with long names. */
#ifndef _GETOPT_H
#define _GETOPT_H

#define no_argument       0
#define required_argument 1
#define optional_argument 2

struct option {
    const char *name;
    int has_arg;
    int *flag; /* NULL: getopt_long returns val; else *flag = val and 0 is returned */
    int val;
};

extern char *optarg;
extern int optind, opterr, optopt;

int getopt(int argc, char *const argv[], const char *options);
int getopt_long(int argc, char *const argv[], const char *options, const struct option *long_options, int *index);

#endif
