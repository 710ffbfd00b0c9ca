/* The real-time clock. */
#ifndef KERNEL_RTC_H
#define KERNEL_RTC_H

#include "lib/base.h"

/* Seconds and nanoseconds since 1970.  One hart at a time: the device latches. */
int64_t rtc_read(uint32_t *nanoseconds);

#endif
