#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>
#include <time.h>

static const char *const days[] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                     "July",    "August",   "September", "October", "November", "December"};

/* A number of up to a count of digits within a range; NULL when there is none. */
static const char *number(const char *text, int digits, int low, int high, int *value)
{
    int result = 0, used = 0;

    while (isspace((unsigned char)*text))
        text++;
    for (; used < digits && isdigit((unsigned char)*text); used++)
        result = result * 10 + (*text++ - '0');
    if (used == 0 || result < low || result > high)
        return NULL;
    *value = result;
    return text;
}

/* A name, whole or its first three letters; NULL when there is none. */
static const char *name(const char *text, const char *const *names, int count, int *value)
{
    for (int i = 0; i < count; i++) {
        size_t length = strlen(names[i]);
        if (strncasecmp(text, names[i], length) != 0)
            length = 3;
        if (strncasecmp(text, names[i], length) == 0) {
            *value = i;
            return text + length;
        }
    }
    return NULL;
}

static const char *year(const char *text, int digits, struct tm *t)
{
    int value;

    text = number(text, digits, 0, 9999, &value);
    if (text != NULL)
        t->tm_year = digits == 4 ? value - 1900 : value < 69 ? value + 100 : value;
    return text;
}

static const char *half_of_day(const char *text, struct tm *t)
{
    bool afternoon = strncasecmp(text, "pm", 2) == 0;

    if (!afternoon && strncasecmp(text, "am", 2) != 0)
        return NULL;
    t->tm_hour = t->tm_hour % 12 + (afternoon ? 12 : 0);
    return text + 2;
}

/* +hhmm, -hh:mm, Z */
static const char *offset(const char *text, struct tm *t)
{
    int hours, minutes, sign = *text == '-' ? -1 : 1;

    t->tm_gmtoff = 0;
    if (*text == 'Z')
        return text + 1;
    if (*text != '-' && *text != '+')
        return NULL;
    text = isdigit((unsigned char)text[1]) ? number(text + 1, 2, 0, 24, &hours) : NULL;
    if (text != NULL && *text == ':')
        text++;
    text = text != NULL && isdigit((unsigned char)*text) ? number(text, 2, 0, 59, &minutes) : NULL;
    if (text != NULL)
        t->tm_gmtoff = sign * (hours * 3600L + minutes * 60);
    return text;
}

static const char *convert(const char *text, char c, struct tm *t)
{
    int value;

    switch (c) {
    case 'a':
    case 'A':
        return name(text, days, 7, &t->tm_wday);
    case 'b':
    case 'B':
    case 'h':
        return name(text, months, 12, &t->tm_mon);
    case 'd':
    case 'e':
        return number(text, 2, 1, 31, &t->tm_mday);
    case 'D':
        return strptime(text, "%m/%d/%y", t);
    case 'F':
        return strptime(text, "%Y-%m-%d", t);
    case 'H':
        return number(text, 2, 0, 23, &t->tm_hour);
    case 'I':
        return number(text, 2, 1, 12, &t->tm_hour);
    case 'j':
        text = number(text, 3, 1, 366, &value);
        t->tm_yday = text != NULL ? value - 1 : t->tm_yday;
        return text;
    case 'm':
        text = number(text, 2, 1, 12, &value);
        t->tm_mon = text != NULL ? value - 1 : t->tm_mon;
        return text;
    case 'M':
        return number(text, 2, 0, 59, &t->tm_min);
    case 'p':
        return half_of_day(text, t);
    case 'R':
        return strptime(text, "%H:%M", t);
    case 'S':
        return number(text, 2, 0, 60, &t->tm_sec);
    case 'T':
        return strptime(text, "%H:%M:%S", t);
    case 'y':
        return year(text, 2, t);
    case 'Y':
        return year(text, 4, t);
    case 'z':
        return offset(text, t);
    case 'Z':
        while (isalpha((unsigned char)*text))
            text++;
        return text;
    case '%':
        return *text == '%' ? text + 1 : NULL;
    default:
        return NULL;
    }
}

char *strptime(const char *restrict text, const char *restrict format, struct tm *restrict result)
{
    for (; text != NULL && *format != '\0'; format++) {
        if (isspace((unsigned char)*format)) {
            while (isspace((unsigned char)*text))
                text++;
        } else if (*format == '%' && format[1] != '\0') {
            text = convert(text, *++format, result);
        } else {
            text = *text == *format ? text + 1 : NULL;
        }
    }
    return (char *)text;
}
