#define _GNU_SOURCE /* memfd_create */
#include <sys/mman.h>
#include <unistd.h>

#include "jit/jit_impl.h"

bool cache_init(struct cache *cache, uint32_t bytes)
{
    *cache = (struct cache){.bytes = bytes};
    int fd = memfd_create("peach code", MFD_CLOEXEC);
    if (fd < 0)
        return false;
    void *write = MAP_FAILED, *execute = MAP_FAILED;
    if (ftruncate(fd, bytes) == 0) {
        write = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        execute = mmap(NULL, bytes, PROT_READ | PROT_EXEC, MAP_SHARED, fd, 0);
    }
    close(fd);
    if (write != MAP_FAILED && execute != MAP_FAILED) {
        cache->write = write;
        cache->execute = (uint8_t *)execute - (uint8_t *)write;
        return true;
    }
    if (write != MAP_FAILED)
        munmap(write, bytes);
    if (execute != MAP_FAILED)
        munmap(execute, bytes);
    return false;
}

void cache_fini(struct cache *cache)
{
    if (!cache->write)
        return;
    munmap(cache->write + cache->execute, cache->bytes);
    munmap(cache->write, cache->bytes);
    *cache = (struct cache){0};
}
