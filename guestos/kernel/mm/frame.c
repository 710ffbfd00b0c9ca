/* Physical frames.
 *
 * Frames come from the free list, or from above the mark: what lies there has never been used and its struct frame is
 * not initialised, so that a large memory costs nothing at boot. */
#include "mm/frame.h"

#include "cpu/spinlock.h"
#include "dev/trace.h"

static struct spinlock frame_lock = SPINLOCK("frame");
static struct list free_frames = {&free_frames, &free_frames}; /* frame_lock, like the counts */
static struct frame *frames;                                   /* of all RAM, by number */
static struct frame *first_managed;                            /* below lies the kernel */
static uint32_t mark, limit;                                   /* frame numbers: from here upward unused, and the end */
static uint32_t total;
static uint32_t free_count;
static uint32_t owned[FRAME_OWNER_COUNT];

struct frame *frame_at(uint32_t pa)
{
    return &frames[pa >> PAGE_SHIFT];
}

uint32_t frame_pa(const struct frame *frame)
{
    return (uint32_t)(frame - frames) << PAGE_SHIFT;
}

void *frame_page(const struct frame *frame)
{
    return linear(frame_pa(frame));
}

uint32_t frame_free_count(void)
{
    return free_count;
}

uint32_t frame_total(void)
{
    return total;
}

uint32_t frame_owned(enum frame_owner owner)
{
    return owner == FRAME_FREE ? free_count : owned[owner];
}

void frame_init(uint32_t first_free_pa, uint32_t ram_bytes, uint32_t end_pa)
{
    total = ram_bytes >> PAGE_SHIFT;
    frames = linear(first_free_pa);
    mark = PAGE_UP(first_free_pa + total * sizeof(struct frame)) >> PAGE_SHIFT;
    first_managed = frames + mark;
    limit = end_pa >> PAGE_SHIFT;
    free_count = limit - mark;
    owned[FRAME_KERNEL] = mark + total - limit;
    trace_frames(0, mark, FRAME_KERNEL, 0, 0);
    trace_frames(mark, limit - mark, FRAME_FREE, 0, 0);
    trace_frames(limit, total - limit, FRAME_KERNEL, 0, 0);
}

void frame_donate(uint32_t start_pa, uint32_t end_pa)
{
    for (uint32_t pa = PAGE_UP(start_pa); pa + PAGE_BYTES <= end_pa; pa += PAGE_BYTES) {
        struct frame *frame = frame_at(pa);
        list_init(&frame->link);
        frame->owner = FRAME_KERNEL;
        frame_free(frame);
    }
}

static void own(struct frame *frame, enum frame_owner owner)
{
    frame->owner = (uint8_t)owner;
    frame->flags = 0;
    frame->maps = 0;
    frame->va = 0;
    frame->slot = 0;
    frame->object = NULL;
    owned[owner]++;
    free_count--;
}

/* Frames that user pages have or could have; frame_lock. */
static uint32_t frames_of_users(void)
{
    return free_count + owned[FRAME_USER] + owned[FRAME_SHARED];
}

bool frame_room_for_process(void)
{
    return frames_of_users() >= FRAMES_FOR_USERS + FRAMES_FOR_PROCESS;
}

struct frame *frame_alloc(enum frame_owner owner)
{
    struct frame *frame = NULL;
    bool user = owner == FRAME_USER || owner == FRAME_SHARED;
    spin_lock(&frame_lock);
    if (user ? free_count <= FRAMES_RESERVED : frames_of_users() <= FRAMES_FOR_USERS) {
        spin_unlock(&frame_lock);
        return NULL;
    }
    if (!list_empty(&free_frames)) {
        frame = LIST_ENTRY(free_frames.next, struct frame, link);
        list_remove(&frame->link);
        own(frame, owner);
    } else if (mark < limit) {
        frame = &frames[mark++];
        list_init(&frame->link);
        own(frame, owner);
    }
    spin_unlock(&frame_lock);
    if (frame && !user)
        trace_frames((uint32_t)(frame - frames), 1, owner, 0, 0);
    return frame;
}

/* Adjacent frames of the free list, taken out of it; frame_lock. */
static struct frame *find_run(uint32_t count)
{
    LIST_EACH(link, &free_frames)
    {
        struct frame *first = LIST_ENTRY(link, struct frame, link);
        uint32_t n = 1;
        while (n < count && first + n < frames + mark && first[n].owner == FRAME_FREE)
            n++;
        if (n < count)
            continue;
        for (n = 0; n < count; n++)
            list_remove(&first[n].link);
        return first;
    }
    return NULL;
}

struct frame *frame_find_run(uint32_t count, bool (*could_be)(const struct frame *frame))
{
    struct frame *found = NULL;
    uint32_t n = 0;
    spin_lock(&frame_lock);
    for (struct frame *frame = frames; frame < frames + mark && !found; frame++) {
        bool usable = frame >= first_managed && (frame->owner == FRAME_FREE || could_be(frame));
        n = usable ? n + 1 : 0;
        if (n == count)
            found = frame - (count - 1);
    }
    spin_unlock(&frame_lock);
    return found;
}

struct frame *frame_alloc_run(uint32_t count, enum frame_owner owner)
{
    spin_lock(&frame_lock);
    struct frame *run = find_run(count);
    if (!run && limit - mark >= count) {
        run = &frames[mark];
        mark += count;
        for (uint32_t i = 0; i < count; i++)
            list_init(&run[i].link);
    }
    if (run) {
        for (uint32_t i = 0; i < count; i++)
            own(&run[i], owner);
    }
    spin_unlock(&frame_lock);
    if (run)
        trace_frames((uint32_t)(run - frames), count, owner, 0, 0);
    return run;
}

void frame_free_run(struct frame *frame, uint32_t count)
{
    spin_lock(&frame_lock);
    for (uint32_t i = 0; i < count; i++) {
        ASSERT(frame[i].owner != FRAME_FREE);
        owned[frame[i].owner]--;
        frame[i].owner = FRAME_FREE;
        free_count++;
        list_insert(free_frames.next, &frame[i].link);
    }
    spin_unlock(&frame_lock);
    trace_frames((uint32_t)(frame - frames), count, FRAME_FREE, 0, 0);
}

void frame_free(struct frame *frame)
{
    frame_free_run(frame, 1);
}
