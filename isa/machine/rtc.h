/* Real-time clock: UTC as seconds and nanoseconds since 1970.
 *
 * It starts at --rtc (2026-01-01 00:00:00 unless given) and runs with guest time, so that two runs agree; --rtc host
 * starts it at the host's time. */
#ifndef ISA_MACHINE_RTC_H
#define ISA_MACHINE_RTC_H

#define RTC_SECONDS      0x00 /* RO: low word; reading it latches the two others */
#define RTC_SECONDS_HIGH 0x04 /* RO */
#define RTC_NANOSECONDS  0x08 /* RO: 0..999999999 */

#endif
