/* Real-time clock (machine/rtc.h). */
#include "devices.h"

#include "isa/machine/info.h"
#include "isa/machine/rtc.h"

#define NS_PER_SECOND 1000000000u

struct rtc {
    struct device device;
    uint32_t seconds_high, nanoseconds; /* latched by the last read of RTC_SECONDS */
};

static uint32_t latch(struct rtc *rtc)
{
    uint64_t now = rtc->device.timeline->now_ns;
    uint64_t seconds = rtc->device.config->rtc_seconds + now / NS_PER_SECOND;
    rtc->seconds_high = (uint32_t)(seconds >> 32);
    rtc->nanoseconds = (uint32_t)(now % NS_PER_SECOND);
    return (uint32_t)seconds;
}

static bool rtc_read(struct device *device, uint32_t offset, uint32_t *value)
{
    struct rtc *rtc = (struct rtc *)device;
    switch (offset) {
    case RTC_SECONDS:
        *value = latch(rtc);
        return true;
    case RTC_SECONDS_HIGH:
        *value = rtc->seconds_high;
        return true;
    case RTC_NANOSECONDS:
        *value = rtc->nanoseconds;
        return true;
    default:
        return false;
    }
}

static void rtc_reset(struct device *device)
{
    struct rtc *rtc = (struct rtc *)device;
    rtc->seconds_high = 0;
    rtc->nanoseconds = 0;
}

static void rtc_walk(struct device *device, struct state *state)
{
    struct rtc *rtc = (struct rtc *)device;
    state_u32(state, &rtc->seconds_high);
    state_u32(state, &rtc->nanoseconds);
}

static void rtc_dump(const struct device *device, FILE *out)
{
    uint64_t now = device->timeline->now_ns;
    fprintf(out, "rtc: %llu.%09llu s\n", (unsigned long long)(device->config->rtc_seconds + now / NS_PER_SECOND),
            (unsigned long long)(now % NS_PER_SECOND));
}

const struct device_class rtc_class = {
    .name = "rtc",
    .id = INFO_CLASS_RTC,
    .state_bytes = sizeof(struct rtc),
    .reset = rtc_reset,
    .read = rtc_read,
    .walk = rtc_walk,
    .dump = rtc_dump,
};
