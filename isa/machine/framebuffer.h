/* Framebuffer: pixels in video memory at PA_VRAM, shown at 60 Hz of guest time.
 *
 * Set WIDTH, HEIGHT, FORMAT and START while it is off, then ON.  An impossible mode leaves it off and sets BADMODE.
 * START alone may change while it is on (page flipping); it takes effect at the next vertical sync.  Video memory is
 * ordinary memory for loads and stores of any width, but neither code nor DMA may use it. */
#ifndef ISA_MACHINE_FRAMEBUFFER_H
#define ISA_MACHINE_FRAMEBUFFER_H

#define FRAMEBUFFER_CONTROL 0x00 /* RW */
#define FRAMEBUFFER_CONTROL_ON      0x01
#define FRAMEBUFFER_CONTROL_VSYNCIE 0x02 /* the line is raised while VSYNC is set */

#define FRAMEBUFFER_STATUS 0x04 /* writing 1 clears */
#define FRAMEBUFFER_STATUS_VSYNC   0x01 /* a frame has been shown */
#define FRAMEBUFFER_STATUS_BADMODE 0x02

#define FRAMEBUFFER_WIDTH      0x08 /* RW, pixels, 16..FRAMEBUFFER_WIDTH_MAX, a multiple of 4 */
#define FRAMEBUFFER_HEIGHT     0x0c /* RW, pixels, 16..FRAMEBUFFER_HEIGHT_MAX */
#define FRAMEBUFFER_FORMAT     0x10 /* RW */
#define FRAMEBUFFER_XRGB8888   0 /* a word per pixel: blue in the low byte, then green, red, ignored */
#define FRAMEBUFFER_RGB565     1 /* a half-word per pixel: blue in the low 5 bits, green 6, red 5 */
#define FRAMEBUFFER_INDEX8     2 /* a byte per pixel, looked up in the palette */
#define FRAMEBUFFER_PITCH      0x14 /* RO: bytes from a row to the next: width times the pixel's size */
#define FRAMEBUFFER_START      0x18 /* RW: offset of the first pixel in video memory, a multiple of 4 */
#define FRAMEBUFFER_VRAM_BYTES 0x1c /* RO: size of video memory */
#define FRAMEBUFFER_FRAMES     0x20 /* RO: frames shown since it was switched on */
#define FRAMEBUFFER_PALETTE    0x400 /* RW: 256 words 0x00rrggbb */

#define FRAMEBUFFER_WIDTH_MAX   1280
#define FRAMEBUFFER_HEIGHT_MAX  1024
#define FRAMEBUFFER_FRAME_NS    16666667 /* from one vertical sync to the next */
#define FRAMEBUFFER_VRAM_SIZE   0x800000

#endif
