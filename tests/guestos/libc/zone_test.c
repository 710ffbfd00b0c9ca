/* Local time by TZ, against the host's library. */
#define _DEFAULT_SOURCE
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "guest.h"

G(struct tm *, localtime_r, const long long *, struct tm *);
G(struct tm *, gmtime_r, const long long *, struct tm *);
G(long long, mktime, struct tm *);
G(size_t, strftime, char *, size_t, const char *, const struct tm *);
G(char *, strptime, const char *, const char *, struct tm *);
G(void, tzset, void);
G(char *, ctime, const long long *);
extern char **guest_environ, *guest_tzname[2];
extern long guest_timezone;
extern int guest_daylight;

#define SAMPLES 3000

static unsigned long long state = 1;

static unsigned long long next(void)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return state >> 20;
}

/* Both libraries' TZ. */
static void set_zone(const char *zone)
{
    static char text[200];
    static char *environment[] = {text, NULL};
    strcpy(text, "TZ=");
    strcat(text, zone);
    guest_environ = environment;
    setenv("TZ", zone, 1);
    tzset();
    guest_tzset();
}

static const char *const zones[] = {
    "UTC0",
    "CET-1CEST,M3.5.0,M10.5.0/3",
    "EST5EDT,M3.2.0,M11.1.0",
    "JST-9",
    "AEST-10AEDT,M10.1.0,M4.1.0/3",
    "NZST-12NZDT,M9.5.0,M4.1.0/3",
    "<+0545>-5:45",
    "IST-5:30",
    "<-03>3<-02>,M3.5.0/-2,M10.5.0/-1",
    "AAA3BBB,J60,J300",
    "AAA-3BBB,59/1:30:15,299/0",
    "XXX1:02:03YYY,J1/0,J365/23",
    "IST-2IDT,M3.4.4/26,M10.5.0",
    "GMT0BST,M3.5.0/1,M10.5.0",
    "LMT-0:30LST-2:15,J100,J200/5",
};

static void compare(const char *zone, long long when)
{
    struct tm ours, theirs;
    char a[100], b[100];
    time_t host = (time_t)when;
    assert_non_null(guest_localtime_r(&when, &ours));
    localtime_r(&host, &theirs);
    guest_strftime(a, sizeof a, "%Y-%m-%d %H:%M:%S %a %j %Z %z %s", &ours);
    strftime(b, sizeof b, "%Y-%m-%d %H:%M:%S %a %j %Z %z %s", &theirs);
    if (strcmp(a, b) != 0)
        fail_msg("TZ=%s, %lld: %s, should be %s", zone, when, a, b);
    assert_int_equal(ours.tm_isdst, theirs.tm_isdst);
    assert_int_equal(guest_mktime(&ours), when);
}

/* Near changes and anywhere (the host knows no summer time before 1970). */
static void times(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
        set_zone(zones[i]);
        assert_string_equal(guest_tzname[0], tzname[0]);
        assert_string_equal(guest_tzname[1], tzname[1]);
        assert_int_equal(guest_timezone, timezone);
        assert_int_equal(guest_daylight, daylight);
        for (int k = 0; k < SAMPLES; k++)
            compare(zones[i], (long long)(next() % 8000000000u) + 100000000);
        for (long long when = 1700000000; when < 1700000000 + 400 * 86400; when += 4000)
            compare(zones[i], when);
    }
}

/* Without tm_isdst the moment is found that has these parts. */
static void unknown_summer(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
        set_zone(zones[i]);
        for (int k = 0; k < SAMPLES; k++) {
            long long when = (long long)(next() % 4000000000u), found;
            struct tm parts, again;
            guest_localtime_r(&when, &parts);
            parts.tm_isdst = -1;
            found = guest_mktime(&parts);
            guest_localtime_r(&found, &again);
            guest_localtime_r(&when, &parts);
            assert_int_equal(parts.tm_hour * 60 + parts.tm_min, again.tm_hour * 60 + again.tm_min);
            assert_int_equal(parts.tm_mday, again.tm_mday);
        }
    }
}

/* Without rules: those of the United States. */
static void default_rules(void **unused)
{
    long long before = 1710053999; /* 2024-03-10 01:59:59 EST */
    struct tm parts;
    (void)unused;
    set_zone("AAA5BBB");
    guest_localtime_r(&before, &parts);
    assert_string_equal(parts.tm_zone, "AAA");
    before++;
    guest_localtime_r(&before, &parts);
    assert_string_equal(parts.tm_zone, "BBB");
    assert_int_equal(parts.tm_hour, 3);
}

static void bad_zones(void **unused)
{
    static const char *const bad[] = {"",
                                      ":Europe/Paris",
                                      "CET",
                                      "C-1",
                                      "CET-25",
                                      "CET-1:60",
                                      "<+01-1",
                                      "CET-1CEST,M3",
                                      "CET-1CEST,M13.1.0,M3.1.0",
                                      "CET-1CEST,J0,J5",
                                      "CET-1CEST,M3.6.0,M4.1.0",
                                      "CET-1CEST,M3.1.0",
                                      "CET-1CEST,M3.1.7,M4.1.0",
                                      "CET-1CEST,M3.1.0/168,M4.1.0",
                                      "CET-1CEST,J1,J2x",
                                      "CET-1,J1,J2",
                                      "ABCDEFGHIJKLMNOPQRSTUVWXYZ-1",
                                      "CET-99999999999999999999"};
    (void)unused;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        long long when = 1000000000;
        struct tm parts;
        set_zone(bad[i]);
        guest_localtime_r(&when, &parts);
        assert_string_equal(parts.tm_zone, "UTC");
        assert_int_equal(parts.tm_hour, 1);
        assert_int_equal(guest_daylight, 0);
    }
}

static void limits(void **unused)
{
    long long far = LLONG_MAX, past = LLONG_MIN, last = 67768036191676799;
    struct tm parts = {.tm_year = INT_MAX, .tm_mon = 12};
    (void)unused;
    set_zone("JST-9");
    guest_errno = 0;
    assert_null(guest_localtime_r(&far, &parts));
    assert_int_not_equal(guest_errno, 0);
    assert_null(guest_gmtime_r(&past, &parts));
    assert_null(guest_ctime(&far));
    assert_non_null(guest_gmtime_r(&last, &parts));
    assert_int_equal(parts.tm_year, INT_MAX);
    assert_null(guest_localtime_r(&last, &parts));
}

static void reads_offsets(void **unused)
{
    struct tm parts = {0};
    (void)unused;
    assert_non_null(guest_strptime("12:30 +0530", "%H:%M %z", &parts));
    assert_int_equal(parts.tm_gmtoff, 5 * 3600 + 30 * 60);
    assert_non_null(guest_strptime("-01:15 CEST 7", "%z %Z %d", &parts));
    assert_int_equal(parts.tm_gmtoff, -4500);
    assert_int_equal(parts.tm_mday, 7);
    assert_non_null(guest_strptime("Z", "%z", &parts));
    assert_int_equal(parts.tm_gmtoff, 0);
    assert_null(guest_strptime("0530", "%z", &parts));
    assert_null(guest_strptime("+05", "%z", &parts));
    assert_null(guest_strptime("+ 530", "%z", &parts));
    assert_null(guest_strptime("+0560", "%z", &parts));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(times),         cmocka_unit_test(unknown_summer),
                                       cmocka_unit_test(default_rules), cmocka_unit_test(bad_zones),
                                       cmocka_unit_test(limits),        cmocka_unit_test(reads_offsets)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
