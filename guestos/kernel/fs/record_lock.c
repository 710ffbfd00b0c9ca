/* Record locks, in one small table for the whole system. */
#include "fs/record_lock.h"

#include "cpu/hart.h"
#include "dev/trace.h"
#include "fs/file.h"
#include "fs/inode.h"
#include "isa/orchard/fcntl.h"
#include "proc/process.h"
#include "proc/wait.h"

#define LOCKS_MAX 128
#define WAITS_MAX 32

struct range {
    int32_t first, last; /* both included */
};

struct record {
    struct inode *inode; /* NULL: free */
    pid_t owner;
    bool exclusive;
    struct range range;
};

/* Who waits for whom, to find circles. */
struct wait {
    pid_t waiter, owner; /* 0: free */
};

static struct spinlock table_lock = SPINLOCK("record locks"); /* all that follows */
static struct record records[LOCKS_MAX];
static struct wait waits[WAITS_MAX];
static uint32_t used;
static struct wait_queue waiters = WAIT_QUEUE(waiters);

static bool overlap(struct range a, struct range b)
{
    return a.first <= b.last && b.first <= a.last;
}

/* Another's lock that keeps the wanted one out. */
static struct record *conflict(const struct record *wanted)
{
    for (struct record *r = records; r < records + LOCKS_MAX; r++)
        if (r->inode == wanted->inode && r->owner != wanted->owner && (r->exclusive || wanted->exclusive) &&
            overlap(r->range, wanted->range))
            return r;
    return NULL;
}

static struct wait *wait_of(pid_t waiter)
{
    for (struct wait *w = waits; w < waits + WAITS_MAX; w++)
        if (w->waiter == waiter)
            return w;
    return NULL;
}

static bool is_circle(pid_t self, pid_t owner)
{
    for (uint32_t steps = 0; steps <= WAITS_MAX; steps++) {
        const struct wait *w = wait_of(owner);
        if (owner == self)
            return true;
        if (!w)
            return false;
        owner = w->owner;
    }
    return false;
}

/* Sleep until locks change: 0 or -errno. */
static int32_t await_owner(pid_t self, pid_t owner)
{
    struct wait *w = wait_of(0);
    if (is_circle(self, owner))
        return -EDEADLK;
    if (!w)
        return -ENOLCK;
    *w = (struct wait){self, owner};
    int32_t result = wait_on(&waiters, &table_lock, WAIT_INTERRUPTIBLE, TIME_NEVER, "record lock", TRACE_WAIT_LOCK);
    *w = (struct wait){0, 0};
    return result;
}

static void add(const struct record *record)
{
    struct record *free = records;
    while (free->inode)
        free++;
    *free = *record;
    used++;
}

static void drop(struct record *record)
{
    record->inode = NULL;
    used--;
}

/* Take the range out of the process's own locks; a new lock grows by those of its kind that it meets or touches. */
static void carve(struct record *wanted, bool unlock)
{
    for (struct record *r = records; r < records + LOCKS_MAX; r++) {
        if (r->inode != wanted->inode || r->owner != wanted->owner)
            continue;
        struct range old = r->range, *range = &wanted->range;
        bool touches = overlap(old, *range) || (old.last < range->first && old.last + 1 == range->first) ||
                       (range->last < old.first && range->last + 1 == old.first);
        if (!unlock && r->exclusive == wanted->exclusive && touches) {
            range->first = old.first < range->first ? old.first : range->first;
            range->last = old.last > range->last ? old.last : range->last;
            drop(r);
        } else if (overlap(old, *range)) {
            struct record rest = *r;
            drop(r);
            rest.range = (struct range){old.first, range->first - 1};
            if (old.first < range->first)
                add(&rest);
            rest.range = (struct range){range->last + 1, old.last};
            if (old.last > range->last)
                add(&rest);
        }
    }
}

static int32_t set(struct record *wanted, bool unlock, bool wait)
{
    struct record *other;
    while (!unlock && (other = conflict(wanted))) {
        int32_t result = wait ? await_owner(wanted->owner, other->owner) : -EAGAIN;
        if (result < 0)
            return result;
    }
    if (used + 2 > LOCKS_MAX)
        return -ENOLCK;
    carve(wanted, unlock);
    if (!unlock)
        add(wanted);
    return 0;
}

static void get(const struct record *wanted, struct flock *lock)
{
    const struct record *other = conflict(wanted);
    lock->l_type = F_UNLCK;
    if (!other)
        return;
    *lock = (struct flock){.l_type = other->exclusive ? F_WRLCK : F_RDLCK,
                           .l_whence = SEEK_SET,
                           .l_start = other->range.first,
                           .l_len = other->range.last == INT32_MAX ? 0 : other->range.last - other->range.first + 1,
                           .l_pid = other->owner};
}

static int32_t range_of(struct file *file, const struct flock *lock, struct range *range)
{
    int64_t start = lock->l_start, end;
    if (lock->l_whence == SEEK_CUR)
        start += file->offset;
    else if (lock->l_whence == SEEK_END)
        start += file->inode->disk.size;
    else if (lock->l_whence != SEEK_SET)
        return -EINVAL;
    end = lock->l_len ? start + lock->l_len - 1 : INT32_MAX;
    if (lock->l_len < 0) {
        end = start - 1;
        start += lock->l_len;
    }
    if (start < 0)
        return -EINVAL;
    if (start > INT32_MAX || end > INT32_MAX)
        return -EOVERFLOW;
    *range = (struct range){(int32_t)start, (int32_t)end};
    return 0;
}

int32_t record_lock(struct file *file, int32_t command, struct flock *lock)
{
    uint32_t access = file->flags & O_ACCMODE;
    struct record wanted = {file->inode, process_self()->pid, lock->l_type == F_WRLCK, {0, 0}};
    bool unlock = lock->l_type == F_UNLCK;
    if (!file->inode || !file->ops->seekable || lock->l_type < F_RDLCK || lock->l_type > F_UNLCK)
        return -EINVAL;
    if (command != F_GETLK && !unlock && access == (wanted.exclusive ? O_RDONLY : O_WRONLY))
        return -EBADF;
    int32_t result = range_of(file, lock, &wanted.range);
    if (result < 0)
        return result;
    spin_lock(&table_lock);
    if (command == F_GETLK)
        get(&wanted, lock);
    else
        result = set(&wanted, unlock, command == F_SETLKW);
    spin_unlock(&table_lock);
    if (result == 0 && command != F_GETLK)
        wake_all(&waiters);
    return result;
}

void record_locks_drop(struct inode *inode)
{
    pid_t self = process_self()->pid;
    bool dropped = false;
    if (!used || !inode)
        return;
    spin_lock(&table_lock);
    for (struct record *r = records; r < records + LOCKS_MAX; r++) {
        if (r->inode != inode || r->owner != self)
            continue;
        drop(r);
        dropped = true;
    }
    spin_unlock(&table_lock);
    if (dropped)
        wake_all(&waiters);
}
