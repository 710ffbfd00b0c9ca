/* The event queue: order, ties, cancelling, events that set events. */
#include "rig.h"

struct log {
    struct timeline timeline;
    struct timeline_event a, b, c;
    char happened[16];
    size_t count;
};

static void note(struct log *log, char name)
{
    assert_true(log->count < sizeof log->happened - 1);
    log->happened[log->count++] = name;
}

static void on_a(void *context)
{
    note(context, 'a');
}

static void on_b(void *context)
{
    note(context, 'b');
}

/* Comes again 10 ns later until time 30. */
static void on_c(void *context)
{
    struct log *log = context;
    note(log, 'c');
    if (log->timeline.now_ns < 30)
        timeline_set(&log->timeline, &log->c, log->timeline.now_ns + 10);
}

static void start(struct log *log)
{
    memset(log, 0, sizeof *log);
    timeline_init(&log->timeline);
    timeline_register(&log->timeline, &log->a, on_a, log);
    timeline_register(&log->timeline, &log->b, on_b, log);
    timeline_register(&log->timeline, &log->c, on_c, log);
}

static void run_to(struct log *log, uint64_t now)
{
    log->timeline.now_ns = now;
    timeline_run(&log->timeline);
}

static void order_is_by_time_then_registration(void **state)
{
    (void)state;
    struct log log;
    start(&log);
    assert_true(log.timeline.next_ns == TIMELINE_NEVER);
    timeline_set(&log.timeline, &log.b, 5);
    timeline_set(&log.timeline, &log.a, 5);
    assert_int_equal(log.timeline.next_ns, 5);
    run_to(&log, 4);
    assert_string_equal(log.happened, "");
    run_to(&log, 5);
    assert_string_equal(log.happened, "ab");
    timeline_set(&log.timeline, &log.a, 9);
    timeline_set(&log.timeline, &log.b, 8);
    run_to(&log, 100);
    assert_string_equal(log.happened, "abba");
}

static void moved_and_cancelled(void **state)
{
    (void)state;
    struct log log;
    start(&log);
    timeline_set(&log.timeline, &log.a, 5);
    timeline_set(&log.timeline, &log.b, 6);
    timeline_set(&log.timeline, &log.a, TIMELINE_NEVER);
    assert_int_equal(log.timeline.next_ns, 6);
    timeline_set(&log.timeline, &log.b, 7);
    run_to(&log, 6);
    assert_string_equal(log.happened, "");
    run_to(&log, 7);
    assert_string_equal(log.happened, "b");
}

static void events_may_set_events(void **state)
{
    (void)state;
    struct log log;
    start(&log);
    timeline_set(&log.timeline, &log.c, 10);
    run_to(&log, 10);
    run_to(&log, 20);
    run_to(&log, 30);
    run_to(&log, 90);
    assert_string_equal(log.happened, "ccc");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_is_by_time_then_registration),
        cmocka_unit_test(moved_and_cancelled),
        cmocka_unit_test(events_may_set_events),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
