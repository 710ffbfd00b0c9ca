/* Sound: plays a ring of frames in RAM, a period at a time.
 *
 * A frame is 4 bytes: left, then right, each a signed 16-bit number.  Set the mode while it is off, then ON.  Each period
 * is played as it lies in the ring at the period's end; POSITION then moves on and PERIOD is set.  Time is guest time,
 * whether somebody listens or not. */
#ifndef ISA_MACHINE_SOUND_H
#define ISA_MACHINE_SOUND_H

#define SOUND_CONTROL 0x00 /* RW */
#define SOUND_CONTROL_ON 0x01
#define SOUND_CONTROL_IE 0x02 /* the line is raised while PERIOD is set */

#define SOUND_STATUS 0x04 /* writing 1 clears */
#define SOUND_STATUS_PERIOD  0x01 /* a period was played */
#define SOUND_STATUS_BADMODE 0x02 /* ON with an impossible mode: it stays off */

/* Mode, RW; written while it is on it takes effect when it is switched on the next time. */
#define SOUND_RATE   0x08 /* frames a second, SOUND_RATE_MIN..SOUND_RATE_MAX */
#define SOUND_BUFFER 0x0c /* physical address of the ring, a multiple of 4, all of it in RAM */
#define SOUND_FRAMES 0x10 /* frames in the ring, at most SOUND_FRAMES_MAX; a multiple of the period */
#define SOUND_PERIOD 0x14 /* frames in a period, at least SOUND_PERIOD_MIN */

#define SOUND_POSITION 0x18 /* RO: frames played since it was switched on, modulo 2^32 */

#define SOUND_RATE_MIN   8000
#define SOUND_RATE_MAX   48000
#define SOUND_FRAMES_MAX 65536
#define SOUND_PERIOD_MIN 64
#define SOUND_FRAME_BYTES 4

#endif
