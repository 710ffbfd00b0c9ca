/* The programs of a batch: PROGRAMS, from the command line, is P(NUMBER) for each. */
#ifndef CAMPAIGN_BARE_PROGRAMS_H
#define CAMPAIGN_BARE_PROGRAMS_H

#define P(number) int program_##number(void);
PROGRAMS
#undef P

static const struct {
    const char *number;
    int (*run)(void);
} programs[] = {
#define P(number) {#number, program_##number},
    PROGRAMS
#undef P
};

#endif
