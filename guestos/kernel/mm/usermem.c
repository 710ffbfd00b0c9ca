/* User memory. */
#include "mm/usermem.h"

#include "cpu/hart.h"
#include "cpu/trap.h"
#include "isa/orchard/limits.h"

bool user_range(user_va start, uint32_t bytes)
{
    return start <= USER_STACK && bytes <= USER_STACK - start;
}

/* Texts are taken in parts of this many bytes: most paths are shorter. */
#define TEXT_PART 32

/* Move bytes across the border. */
static int32_t cross(void *to, const void *from, uint32_t bytes)
{
    ASSERT(hart_self()->spin_depth == 0);
    return user_copy(to, from, bytes) ? -EFAULT : 0;
}

int32_t copy_in(void *to, user_va from, uint32_t bytes)
{
    if (!user_range(from, bytes))
        return -EFAULT;
    return cross(to, (const void *)from, bytes);
}

int32_t copy_out(user_va to, const void *from, uint32_t bytes)
{
    if (!user_range(to, bytes))
        return -EFAULT;
    return cross((void *)to, from, bytes);
}

int32_t copy_in_text(char *to, user_va from, uint32_t size)
{
    uint32_t done = 0;
    while (done < size) {
        uint32_t part = min_u32(min_u32(size - done, TEXT_PART), PAGE_BYTES - ((from + done) & PAGE_MASK));
        int32_t result = copy_in(to + done, from + done, part);
        if (result < 0)
            return result;
        for (uint32_t i = 0; i < part; i++, done++) {
            if (!to[done])
                return (int32_t)done;
        }
    }
    return -ENAMETOOLONG;
}
