/* The state of a stream, by the names of Solaris. */
#ifndef _STDIO_EXT_H
#define _STDIO_EXT_H

#include <stdio.h>

size_t __fbufsize(FILE *stream); /* of the buffer */
size_t __fpending(FILE *stream); /* bytes not yet written out */
int __freading(FILE *stream);    /* opened for reading only, or read last */
int __fwriting(FILE *stream);    /* opened for writing only, or written last */
int __freadable(FILE *stream);
int __fwritable(FILE *stream);
int __flbf(FILE *stream);          /* line buffered */
void __fseterr(FILE *stream);      /* as after an error */
void __fpurge(FILE *stream);       /* forgets what is in the buffer */
size_t __freadahead(FILE *stream); /* bytes that can be read without asking the system */

#endif
