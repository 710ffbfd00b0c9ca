#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char *const days[] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                     "July",    "August",   "September", "October", "November", "December"};

struct text {
    char *buffer;
    size_t size, used;
    bool full;
};

static void add(struct text *text, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    size_t room = text->size - text->used;
    int n = vsnprintf(text->buffer + text->used, room, format, args);
    va_end(args);
    if (n < 0 || (size_t)n >= room)
        text->full = true;
    else
        text->used += (size_t)n;
}

static const char *name(const char *const *names, int count, int i)
{
    return i >= 0 && i < count ? names[i] : "?";
}

/* Weeks of a year that start on Monday, the first with four days in the year; *year becomes the year of the week. */
static int iso_week(const struct tm *t, int *year)
{
    int monday_based = (t->tm_wday + 6) % 7;
    int week = (t->tm_yday - monday_based + 10) / 7;
    int y = t->tm_year + 1900;

    *year = y;
    if (week < 1) {
        *year = y - 1;
        bool leap = (*year % 4 == 0 && *year % 100 != 0) || *year % 400 == 0;
        return (t->tm_yday + 365 + leap - monday_based + 10) / 7;
    }
    bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
    if (week == 53 && t->tm_yday - monday_based + 3 >= 365 + leap) {
        *year = y + 1;
        return 1;
    }
    return week;
}

static void expand(struct text *text, const char *format, const struct tm *t);

static void convert(struct text *text, char c, const struct tm *t)
{
    int year, hour12 = t->tm_hour % 12 == 0 ? 12 : t->tm_hour % 12;

    switch (c) {
    case 'a':
        add(text, "%.3s", name(days, 7, t->tm_wday));
        break;
    case 'A':
        add(text, "%s", name(days, 7, t->tm_wday));
        break;
    case 'b':
    case 'h':
        add(text, "%.3s", name(months, 12, t->tm_mon));
        break;
    case 'B':
        add(text, "%s", name(months, 12, t->tm_mon));
        break;
    case 'c':
        expand(text, "%a %b %e %H:%M:%S %Y", t);
        break;
    case 'C':
        add(text, "%02d", (t->tm_year + 1900) / 100);
        break;
    case 'd':
        add(text, "%02d", t->tm_mday);
        break;
    case 'D':
    case 'x':
        expand(text, "%m/%d/%y", t);
        break;
    case 'e':
        add(text, "%2d", t->tm_mday);
        break;
    case 'F':
        expand(text, "%Y-%m-%d", t);
        break;
    case 'g':
        iso_week(t, &year);
        add(text, "%02d", year % 100);
        break;
    case 'G':
        iso_week(t, &year);
        add(text, "%d", year);
        break;
    case 'H':
        add(text, "%02d", t->tm_hour);
        break;
    case 'I':
        add(text, "%02d", hour12);
        break;
    case 'j':
        add(text, "%03d", t->tm_yday + 1);
        break;
    case 'm':
        add(text, "%02d", t->tm_mon + 1);
        break;
    case 'M':
        add(text, "%02d", t->tm_min);
        break;
    case 'n':
        add(text, "\n");
        break;
    case 'p':
        add(text, "%s", t->tm_hour < 12 ? "AM" : "PM");
        break;
    case 'r':
        expand(text, "%I:%M:%S %p", t);
        break;
    case 'R':
        expand(text, "%H:%M", t);
        break;
    case 's': {
        struct tm copy = *t;
        add(text, "%lld", (long long)mktime(&copy));
        break;
    }
    case 'S':
        add(text, "%02d", t->tm_sec);
        break;
    case 't':
        add(text, "\t");
        break;
    case 'T':
    case 'X':
        expand(text, "%H:%M:%S", t);
        break;
    case 'u':
        add(text, "%d", t->tm_wday == 0 ? 7 : t->tm_wday);
        break;
    case 'U':
        add(text, "%02d", (t->tm_yday + 7 - t->tm_wday) / 7);
        break;
    case 'V':
        add(text, "%02d", iso_week(t, &year));
        break;
    case 'w':
        add(text, "%d", t->tm_wday);
        break;
    case 'W':
        add(text, "%02d", (t->tm_yday + 7 - (t->tm_wday + 6) % 7) / 7);
        break;
    case 'y':
        add(text, "%02d", (t->tm_year % 100 + 100) % 100);
        break;
    case 'Y':
        add(text, "%d", t->tm_year + 1900);
        break;
    case 'z':
        add(text, "%c%02ld%02ld", t->tm_gmtoff < 0 ? '-' : '+', labs(t->tm_gmtoff) / 3600, labs(t->tm_gmtoff) / 60 % 60);
        break;
    case 'Z':
        add(text, "%s", t->tm_zone ? t->tm_zone : "");
        break;
    default:
        add(text, "%c", c);
        break;
    }
}

static void expand(struct text *text, const char *format, const struct tm *t)
{
    for (; *format != '\0' && !text->full; format++) {
        if (*format != '%' || format[1] == '\0') {
            add(text, "%c", *format);
            continue;
        }
        format++;
        if ((*format == 'E' || *format == 'O') && format[1] != '\0')
            format++;
        convert(text, *format, t);
    }
}

size_t strftime(char *restrict buffer, size_t size, const char *restrict format, const struct tm *restrict parts)
{
    struct text text = {buffer, size, 0, size == 0};

    if (size > 0)
        *buffer = '\0';
    expand(&text, format, parts);
    return text.full ? 0 : text.used;
}

char *asctime_r(const struct tm *restrict parts, char *restrict buffer)
{
    strftime(buffer, 26, "%a %b %e %H:%M:%S %Y\n", parts);
    return buffer;
}

char *asctime(const struct tm *parts)
{
    static char buffer[26];

    return asctime_r(parts, buffer);
}

char *ctime_r(const time_t *time, char *buffer)
{
    struct tm parts;

    return localtime_r(time, &parts) ? asctime_r(&parts, buffer) : NULL;
}

char *ctime(const time_t *time)
{
    const struct tm *parts = localtime(time);

    return parts ? asctime(parts) : NULL;
}
