/* Mouse: absolute position in framebuffer pixels, three buttons, a wheel; events in a fifo of MOUSE_FIFO_EVENTS. */
#ifndef ISA_MACHINE_MOUSE_H
#define ISA_MACHINE_MOUSE_H

#define MOUSE_EVENT 0x00 /* RO: takes the next event; 0 when there is none */
#define MOUSE_EVENT_VALID      0x80000000
#define MOUSE_EVENT_WHEEL_DOWN 0x10000000 /* one notch toward the user */
#define MOUSE_EVENT_WHEEL_UP   0x08000000
#define MOUSE_EVENT_MIDDLE     0x04000000 /* buttons: held down at this event */
#define MOUSE_EVENT_RIGHT      0x02000000
#define MOUSE_EVENT_LEFT       0x01000000
#define MOUSE_EVENT_Y_SHIFT    12 /* bits 23..12 */
#define MOUSE_EVENT_Y_MASK     0xfff
#define MOUSE_EVENT_X_MASK     0xfff /* bits 11..0 */

#define MOUSE_STATUS 0x04 /* OVERRUN is cleared by writing 1 */
#define MOUSE_STATUS_READY   0x01 /* an event waits */
#define MOUSE_STATUS_OVERRUN 0x08 /* events were lost */

#define MOUSE_CONTROL 0x08 /* RW */
#define MOUSE_CONTROL_IE 0x01 /* the line is raised while an event waits */

#define MOUSE_FIFO_EVENTS 64

#endif
