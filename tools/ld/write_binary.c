/* --oformat=binary: the bytes of memory from the lowest section to the end of the last one that has bytes. */
#include <string.h>

#include "asm/mem.h"
#include "tools/ld/link.h"
#include "tools/lib/output.h"
#include "tools/lib/tool.h"

#include <stdlib.h>

#define BINARY_BYTES_MAX ((uint64_t)256 << 20)

static bool is_loaded(const struct output *output)
{
    return (output->flags & SHF_ALLOC) && output->bytes && output->size > 0;
}

bool write_binary(struct link *link)
{
    uint64_t start = UINT64_MAX, end = 0;
    for (size_t i = 0; i < link->output_count; i++) {
        const struct output *output = link->outputs[i];
        if (!is_loaded(output))
            continue;
        start = output->address < start ? output->address : start;
        end = output->address + output->size > end ? output->address + output->size : end;
    }
    if (start > end)
        start = end;
    if (end - start > BINARY_BYTES_MAX) {
        tool_error(TOOL_FAILED, NULL,
                   "a binary from 0x%08llx to 0x%08llx would have %llu bytes; place the sections closer together",
                   (unsigned long long)start, (unsigned long long)end, (unsigned long long)(end - start));
        return false;
    }
    uint8_t *image = mem_new((size_t)(end - start) + 1);
    for (size_t i = 0; i < link->output_count; i++) {
        const struct output *output = link->outputs[i];
        if (is_loaded(output))
            memcpy(image + (output->address - start), output->bytes, (size_t)output->size);
    }
    bool good = output_write_file(link->options.output, image, (size_t)(end - start));
    free(image);
    return good;
}
