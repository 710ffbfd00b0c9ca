/* Share: a folder of the host, for the guest to read, and to write if the person allows it (--share, off by default).
 *
 * A request is SHARE_BYTES in RAM.  Writing its physical address (a multiple of 4) to SHARE_REQUEST performs it before
 * the next instruction; its RESULT and the words that the operation gives back are then there.  Nothing stays open
 * between two requests.  Paths are relative to the folder, names separated by '/'; the empty path is the folder itself.
 * Names "." and "..", symbolic links, and what is neither a file nor a folder are DENIED: nothing outside can be reached. */
#ifndef ISA_MACHINE_SHARE_H
#define ISA_MACHINE_SHARE_H

#define SHARE_STATUS 0x00 /* RO */
#define SHARE_STATUS_PRESENT  0x01 /* a folder is shared */
#define SHARE_STATUS_WRITABLE 0x02
#define SHARE_REQUEST 0x04 /* WO: physical address of a request; one outside RAM or misaligned is ignored */

/* Request: offsets of its words. */
#define SHARE_BYTES       52
#define SHARE_OP          0x00
#define SHARE_RESULT      0x04 /* written by the device: SHARE_OK or an error */
#define SHARE_PATH        0x08 /* physical address, anywhere in RAM */
#define SHARE_PATH_BYTES  0x0c /* 0..SHARE_PATH_MAX; no byte of it is 0 */
#define SHARE_PATH_MAX    1023
#define SHARE_OFFSET      0x10 /* READ, WRITE: in the file; LIST: names to skip; RESIZE: the new size */
#define SHARE_OFFSET_HIGH 0x14
#define SHARE_BUFFER      0x18 /* physical address, all of it in RAM */
#define SHARE_LENGTH      0x1c /* of the buffer, at most SHARE_LENGTH_MAX */
#define SHARE_LENGTH_MAX  0x100000
#define SHARE_DONE        0x20 /* written: bytes moved */
#define SHARE_SIZE        0x24 /* written: of the file */
#define SHARE_SIZE_HIGH   0x28
#define SHARE_MTIME       0x2c /* written: last change, seconds since 1970 */
#define SHARE_KIND        0x30 /* written: SHARE_FILE or SHARE_FOLDER */

/* Operations.  All give SIZE, MTIME and KIND back. */
#define SHARE_STAT   0
#define SHARE_LIST   1 /* names in a folder, sorted, each with a final 0, as many as fit; DONE 0: there are no more */
#define SHARE_READ   2 /* DONE is less than LENGTH at the end of the file */
#define SHARE_WRITE  3 /* a file that is not there is made; its folder must be there */
#define SHARE_RESIZE 4 /* the file, which must be there, gets the size OFFSET */
#define SHARE_OPS    5

#define SHARE_FILE   1
#define SHARE_FOLDER 2

#define SHARE_OK         0
#define SHARE_BAD        1 /* no such operation, path or buffer outside RAM or too long */
#define SHARE_NOT_FOUND  2
#define SHARE_DENIED     3 /* the host, or the rules above */
#define SHARE_WRONG_KIND 4 /* LIST of a file, READ, WRITE or RESIZE of a folder */
#define SHARE_READONLY   5
#define SHARE_IO_ERROR   6

#endif
