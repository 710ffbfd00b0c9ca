/* The real-time clock. */
#include "dev/rtc.h"

#include "dev/register.h"
#include "isa/machine/rtc.h"

int64_t rtc_read(uint32_t *nanoseconds)
{
    uint32_t low = register_read(PA_RTC, RTC_SECONDS);
    uint32_t high = register_read(PA_RTC, RTC_SECONDS_HIGH);
    *nanoseconds = register_read(PA_RTC, RTC_NANOSECONDS);
    return (int64_t)((uint64_t)high << 32 | low);
}
