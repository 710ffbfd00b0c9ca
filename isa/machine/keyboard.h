/* Keyboard: keys pressed and released, in a fifo of KEYBOARD_FIFO_EVENTS.
 *
 * Codes are usages of the USB HID keyboard page (USB HID Usage Tables, chapter 10): positions on a US keyboard, not
 * characters.  Text for a terminal comes by the console instead. */
#ifndef ISA_MACHINE_KEYBOARD_H
#define ISA_MACHINE_KEYBOARD_H

#define KEYBOARD_EVENT 0x00 /* RO: takes the next event; 0 when there is none */
#define KEYBOARD_EVENT_VALID  0x80000000
#define KEYBOARD_EVENT_REPEAT 0x00020000 /* held down long enough to repeat (with PRESS) */
#define KEYBOARD_EVENT_PRESS  0x00010000 /* pressed; without it: released */
#define KEYBOARD_EVENT_CODE   0x000000ff /* KEY_ */

#define KEYBOARD_STATUS 0x04 /* OVERRUN is cleared by writing 1 */
#define KEYBOARD_STATUS_READY   0x01 /* an event waits */
#define KEYBOARD_STATUS_OVERRUN 0x08 /* events were lost */

#define KEYBOARD_CONTROL 0x08 /* RW */
#define KEYBOARD_CONTROL_IE 0x01 /* the line is raised while an event waits */

#define KEYBOARD_FIFO_EVENTS 64

/* Letters KEY_A..KEY_Z and digits KEY_1..KEY_9, KEY_0 are consecutive. */
#define KEY_A          0x04
#define KEY_Z          0x1d
#define KEY_1          0x1e
#define KEY_9          0x26
#define KEY_0          0x27
#define KEY_ENTER      0x28
#define KEY_ESCAPE     0x29
#define KEY_BACKSPACE  0x2a
#define KEY_TAB        0x2b
#define KEY_SPACE      0x2c
#define KEY_MINUS      0x2d
#define KEY_EQUAL      0x2e
#define KEY_LBRACKET   0x2f
#define KEY_RBRACKET   0x30
#define KEY_BACKSLASH  0x31
#define KEY_SEMICOLON  0x33
#define KEY_APOSTROPHE 0x34
#define KEY_GRAVE      0x35
#define KEY_COMMA      0x36
#define KEY_PERIOD     0x37
#define KEY_SLASH      0x38
#define KEY_CAPSLOCK   0x39
#define KEY_F1         0x3a /* to KEY_F12 */
#define KEY_F12        0x45
#define KEY_INSERT     0x49
#define KEY_HOME       0x4a
#define KEY_PAGEUP     0x4b
#define KEY_DELETE     0x4c
#define KEY_END        0x4d
#define KEY_PAGEDOWN   0x4e
#define KEY_RIGHT      0x4f
#define KEY_LEFT       0x50
#define KEY_DOWN       0x51
#define KEY_UP         0x52
#define KEY_LCTRL      0xe0
#define KEY_LSHIFT     0xe1
#define KEY_LALT       0xe2
#define KEY_LMETA      0xe3
#define KEY_RCTRL      0xe4
#define KEY_RSHIFT     0xe5
#define KEY_RALT       0xe6
#define KEY_RMETA      0xe7

#endif
