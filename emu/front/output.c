/* Standard output and input, for displays without a window. */
#include "front.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static uint8_t pending[8192];
static size_t pending_bytes;

bool streams_init(void)
{
    bool good = true;
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        good = good && (fcntl(fd, F_GETFD) >= 0 || open("/dev/null", O_RDONLY) == fd);
    return good;
}

void output_flush(void)
{
    size_t done = 0;
    while (done < pending_bytes) {
        ssize_t part = write(STDOUT_FILENO, pending + done, pending_bytes - done);
        if (part < 0 && (errno == EINTR || errno == EAGAIN))
            continue;
        if (part < 0) {
            fprintf(stderr, "peach-emu: error: cannot write standard output: %s\n", strerror(errno));
            exit(EXIT_CONFIGURATION);
        }
        done += (size_t)part;
    }
    pending_bytes = 0;
}

void output_console(void *context, const uint8_t *bytes, size_t length)
{
    (void)context;
    for (size_t i = 0; i < length; i++) {
        if (pending_bytes == sizeof pending)
            output_flush();
        pending[pending_bytes++] = bytes[i];
    }
}

int input_pull(void *context)
{
    (void)context;
    static uint8_t buffer[4096];
    static size_t at, end;
    if (at == end) {
        output_flush();
        while (!front_wait(true, -1))
            if (front_quit_asked())
                return PEACH_PULL_LATER;
        ssize_t got;
        do
            got = read(STDIN_FILENO, buffer, sizeof buffer);
        while (got < 0 && errno == EINTR);
        at = 0;
        end = got > 0 ? (size_t)got : 0;
    }
    return at == end ? PEACH_PULL_END : buffer[at++];
}
