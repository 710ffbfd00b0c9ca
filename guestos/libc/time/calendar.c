#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <time.h>

#include "libc_impl.h"

#define DAY_SECONDS    86400
#define DAYS_400_YEARS 146097

/* Days from 1970-01-01 to a date of the Gregorian calendar.  Years are counted from March, so that a leap day is the
 * last. */
int64_t __days_from_date(int64_t year, int month, int day)
{
    int from_march = (month + 9) % 12;

    year -= month < 3;
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t of_era = year - era * 400;
    int64_t of_year = (153 * from_march + 2) / 5 + day - 1;
    return era * DAYS_400_YEARS + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

struct tm *gmtime_r(const time_t *restrict time, struct tm *restrict result)
{
    int64_t days = *time / DAY_SECONDS;
    int seconds = (int)(*time % DAY_SECONDS);

    if (seconds < 0) {
        seconds += DAY_SECONDS;
        days--;
    }
    int64_t shifted = days + 719468;
    int64_t era = (shifted >= 0 ? shifted : shifted - (DAYS_400_YEARS - 1)) / DAYS_400_YEARS;
    int of_era = (int)(shifted - era * DAYS_400_YEARS);
    int year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / (DAYS_400_YEARS - 1)) / 365;
    int of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int from_march = (5 * of_year + 2) / 153;
    int month = from_march < 10 ? from_march + 3 : from_march - 9;
    int64_t year = era * 400 + year_of_era + (month < 3);
    if (year - 1900 > INT_MAX || year - 1900 < INT_MIN) {
        errno = EOVERFLOW;
        return NULL;
    }

    *result = (struct tm){.tm_sec = seconds % 60, .tm_min = seconds / 60 % 60, .tm_hour = seconds / 3600};
    result->tm_mday = of_year - (153 * from_march + 2) / 5 + 1;
    result->tm_mon = month - 1;
    result->tm_year = (int)(year - 1900);
    result->tm_wday = (int)((days % 7 + 11) % 7);
    result->tm_zone = "GMT";
    result->tm_yday = (int)(days - __days_from_date(year, 1, 1));
    return result;
}

struct tm *gmtime(const time_t *time)
{
    static struct tm result;

    return gmtime_r(time, &result);
}

time_t timegm(struct tm *parts)
{
    int64_t year = (int64_t)parts->tm_year + 1900 + parts->tm_mon / 12;
    int month = parts->tm_mon % 12;

    if (month < 0) {
        month += 12;
        year--;
    }
    time_t result = (__days_from_date(year, month + 1, 1) + parts->tm_mday - 1) * DAY_SECONDS +
                    (int64_t)parts->tm_hour * 3600 + (int64_t)parts->tm_min * 60 + parts->tm_sec;
    return gmtime_r(&result, parts) ? result : -1;
}

double difftime(time_t later, time_t earlier)
{
    return (double)(later - earlier);
}
