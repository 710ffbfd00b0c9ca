/* A stream, and what the files of stdio know of each other. */
#ifndef STDIO_IMPL_H
#define STDIO_IMPL_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>

#define UNGET_MAX 8

/* What is behind a stream.  read and write return a length, or -1 with errno; a NULL operation is not supported. */
struct stream_ops {
    ssize_t (*read)(FILE *stream, void *buffer, size_t length);
    ssize_t (*write)(FILE *stream, const void *buffer, size_t length);
    off_t (*seek)(FILE *stream, off_t offset, int whence);
    int (*close)(FILE *stream);
};

enum stream_direction { STREAM_IDLE, STREAM_READING, STREAM_WRITING };

/* While reading, buffer[position..end) is unread; while writing, buffer[0..position) is unwritten. */
struct file {
    const struct stream_ops *ops;
    void *cookie; /* of the operations */
    int fd;       /* -1 without */
    pid_t child;  /* of popen */
    bool readable, writable, append, at_eof, failed;
    bool owns_buffer; /* free it on close */
    bool allocated;   /* free the stream on close */
    signed char mode; /* _IOFBF ..., -1: not yet chosen */
    enum stream_direction direction;
    unsigned char *buffer;
    size_t size, position, end;
    unsigned char ungot[UNGET_MAX];
    unsigned ungot_count;
    FILE *next; /* in the list of open streams */
};

/* The open streams that fopen and its kin have made, and the three that are always there. */
extern FILE *__stdio_streams;

extern const struct stream_ops __fd_ops;

/* A new stream in the list, closed by fclose; NULL without memory or (EINVAL) for a bad mode. */
FILE *__stream_new(const struct stream_ops *ops, const char *mode);
void __stream_unlink(FILE *stream);

/* open(2) flags of a mode; -1 when it is none. */
int __mode_flags(const char *mode);

/* Give a stream its buffer; a terminal gets line buffering. */
void __stream_prepare(FILE *stream);

/* Turn to reading (empty buffer, more input is fetched) or to writing; 0, or -1 with the error flag set. */
int __stream_fill(FILE *stream);
int __stream_to_write(FILE *stream);

/* Write out what is pending. */
int __stream_flush(FILE *stream);

/* Where formatted output goes. */
struct output {
    void (*write)(struct output *out, const char *text, size_t length);
    size_t total; /* bytes so far, kept by output_write */
    bool wide;    /* of wprintf: widths and precisions count characters, not bytes of UTF-8 */
};
/* How many of at most size bytes of text lie before the null or the end of the n-th character. */
size_t __characters_bytes(const char *text, size_t size, size_t n);

/* The length of the result, or -1 when it is more than INT_MAX or the format is wrong. */
int __format(struct output *out, const char *format, va_list args);

/* One conversion specification of printf. */
struct format_spec {
    bool left, plus, space, alternate, zero;
    int width, precision; /* precision -1: not given */
    char length;          /* h, H for hh, l, q for ll, j, z, t, L, or 0 */
    char conversion;
};
void __output_write(struct output *out, const char *text, size_t length);
void __output_fill(struct output *out, char c, int count);
/* Writes prefix, zeros and digits in the spec's width. */
void __output_number(struct output *out, const struct format_spec *spec, const char *prefix, int zeros,
                     const char *digits, size_t length);
void __format_double(struct output *out, const struct format_spec *spec, double value);

#endif
