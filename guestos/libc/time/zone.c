/* Time zones as POSIX 8.3 writes them into TZ: "CET-1CEST,M3.5.0,M10.5.0/3".  Anything else is UTC. */
#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "libc_impl.h"

#define DAY_SECONDS  86400
#define HOUR_SECONDS 3600
#define NAME_BYTES   16
#define TEXT_BYTES   128

enum rule_kind { RULE_JULIAN, RULE_DAY, RULE_WEEKDAY };

/* When a year's change is, in seconds of the local time before it. */
struct rule {
    enum rule_kind kind;
    int month, week, day; /* week 5 is the last; day: of the week (Sunday 0), or of the year */
    int32_t seconds;
};

struct period {
    char name[NAME_BYTES];
    int32_t east; /* seconds */
    struct rule begins;
};

static struct period standard = {.name = "UTC"}, summer = {.name = "UTC"};
static bool has_summer;

char *tzname[2] = {standard.name, summer.name};
long timezone;
int daylight;

/* ---- Reading TZ: each part gives the place after it, or NULL ---- */

static const char *read_name(const char *text, char *name)
{
    bool quoted = *text == '<';
    size_t n = 0;

    text += quoted;
    while (isalpha((unsigned char)text[n]) ||
           (quoted && (isdigit((unsigned char)text[n]) || text[n] == '+' || text[n] == '-')))
        n++;
    if (n < 3 || n >= NAME_BYTES || (quoted && text[n] != '>'))
        return NULL;
    memcpy(name, text, n);
    name[n] = '\0';
    return text + n + quoted;
}

static const char *read_number(const char *text, int low, int high, int *value)
{
    int n = 0;

    if (!isdigit((unsigned char)*text))
        return NULL;
    while (isdigit((unsigned char)*text) && n <= high)
        n = n * 10 + (*text++ - '0');
    *value = n;
    return n < low || n > high ? NULL : text;
}

/* hh[:mm[:ss]] with a sign */
static const char *read_time(const char *text, int hours_max, int32_t *seconds)
{
    int sign = *text == '-' ? -1 : 1, part, unit = HOUR_SECONDS;

    text += *text == '-' || *text == '+';
    text = read_number(text, 0, hours_max, &part);
    *seconds = text ? part * unit : 0;
    while (text && *text == ':' && unit > 1) {
        unit /= 60;
        text = read_number(text + 1, 0, 59, &part);
        *seconds += text ? part * unit : 0;
    }
    *seconds *= sign;
    return text;
}

static const char *read_rule(const char *text, struct rule *rule)
{
    *rule = (struct rule){.kind = *text == 'J'   ? RULE_JULIAN
                                  : *text == 'M' ? RULE_WEEKDAY
                                                 : RULE_DAY,
                          .seconds = 2 * HOUR_SECONDS};
    switch (rule->kind) {
    case RULE_JULIAN: text = read_number(text + 1, 1, 365, &rule->day); break;
    case RULE_DAY: text = read_number(text, 0, 365, &rule->day); break;
    case RULE_WEEKDAY:
        text = read_number(text + 1, 1, 12, &rule->month);
        text = text && *text == '.' ? read_number(text + 1, 1, 5, &rule->week) : NULL;
        text = text && *text == '.' ? read_number(text + 1, 0, 6, &rule->day) : NULL;
        break;
    }
    return text && *text == '/' ? read_time(text + 1, 167, &rule->seconds) : text;
}

/* The offsets of TZ count westward. */
static const char *read_period(const char *text, struct period *period, bool needs_offset, int32_t east)
{
    text = read_name(text, period->name);
    period->east = east;
    if (text && (needs_offset || (*text && *text != ','))) {
        text = read_time(text, 24, &period->east);
        period->east = -period->east;
    }
    return text;
}

/* Whether it is a zone; *two says whether it has summer time. */
static bool read_zone(const char *text, struct period *first, struct period *second, bool *two)
{
    text = read_period(text, first, true, 0);
    *two = text && *text;
    if (!*two)
        return text != NULL;
    text = read_period(text, second, false, first->east + HOUR_SECONDS);
    if (text && !*text)
        text = ",M3.2.0,M11.1.0";
    text = text && *text == ',' ? read_rule(text + 1, &second->begins) : NULL;
    text = text && *text == ',' ? read_rule(text + 1, &first->begins) : NULL;
    return text && !*text;
}

void tzset(void)
{
    static char known[TEXT_BYTES];
    const char *text = getenv("TZ");
    struct period first = {0}, second = {0};
    bool two = false;

    if (!text || strlen(text) >= TEXT_BYTES)
        text = "";
    if (strcmp(text, known) == 0)
        return;
    strcpy(known, text);
    if (!read_zone(text, &first, &second, &two)) {
        first = (struct period){.name = "UTC"};
        two = false;
    }
    standard = first;
    summer = two ? second : first;
    has_summer = two;
    timezone = -(long)standard.east;
    daylight = two;
}

/* ---- Using it ---- */

static bool is_leap(int64_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* The first second of a year's rule, in local time. */
static int64_t rule_moment(const struct rule *rule, int64_t year)
{
    int64_t day = __days_from_date(year, 1, 1) + rule->day;

    if (rule->kind == RULE_JULIAN) {
        day += (is_leap(year) && rule->day >= 60) - 1;
    } else if (rule->kind == RULE_WEEKDAY) {
        int64_t first = __days_from_date(year, rule->month, 1);
        int64_t next =
            rule->month == 12 ? __days_from_date(year + 1, 1, 1) : __days_from_date(year, rule->month + 1, 1);
        int weekday = (int)((first % 7 + 11) % 7);
        day = first + (rule->day - weekday + 7) % 7 + (rule->week - 1) * 7;
        if (day >= next)
            day -= 7;
    }
    return day * DAY_SECONDS + rule->seconds;
}

static bool is_summer(time_t time)
{
    time_t local = time + standard.east;
    struct tm parts;

    if (!has_summer || !gmtime_r(&local, &parts))
        return false;
    int64_t year = (int64_t)parts.tm_year + 1900;
    int64_t begin = rule_moment(&summer.begins, year) - standard.east;
    int64_t end = rule_moment(&standard.begins, year) - summer.east;
    return begin < end ? time >= begin && time < end : time >= begin || time < end;
}

struct tm *localtime_r(const time_t *restrict time, struct tm *restrict result)
{
    if (!gmtime_r(time, result))
        return NULL;
    tzset();
    const struct period *period = is_summer(*time) ? &summer : &standard;
    time_t local = *time + period->east;

    if (!gmtime_r(&local, result))
        return NULL;
    result->tm_isdst = period == &summer;
    result->tm_gmtoff = period->east;
    result->tm_zone = period->name;
    return result;
}

struct tm *localtime(const time_t *time)
{
    static struct tm result;

    return localtime_r(time, &result);
}

/* A time that a change leaves out or repeats is taken as standard time, where tm_isdst does not say. */
time_t mktime(struct tm *parts)
{
    tzset();
    struct tm copy = *parts;
    time_t utc = timegm(&copy);
    time_t in_standard = utc - standard.east, in_summer = utc - summer.east;
    bool summer_fits = has_summer && is_summer(in_summer);
    bool choose_summer = parts->tm_isdst < 0 ? summer_fits && is_summer(in_standard) : parts->tm_isdst > 0;
    time_t result = choose_summer ? in_summer : in_standard;

    return localtime_r(&result, parts) ? result : -1;
}
