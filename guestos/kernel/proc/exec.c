/* exec: from a file to a running program. */
#include "cpu/fpu.h"
#include "cpu/hart.h"
#include "cpu/trap.h"
#include "dev/trace.h"
#include "fs/file.h"
#include "fs/path.h"
#include "isa/orchard/fcntl.h"
#include "isa/orchard/mman.h"
#include "lib/elf.h"
#include "mm/frame.h"
#include "mm/heap.h"
#include "mm/pager.h"
#include "mm/space.h"
#include "mm/tlb.h"
#include "mm/usermem.h"
#include "proc/process.h"
#include "proc/signal.h"

#define SEGMENTS_MAX 16
#define POINTERS_MAX (PAGE_BYTES / 4) /* argc, argv and envp with their ends */
#define TEXT_MAX     PATH_MAX         /* of an argument that is copied in one piece */
#define SCRIPT_LINE  128

/* A program being loaded. */
struct load {
    struct inode *inode; /* a reference */
    struct space *space;
    uint32_t entry;
    uint32_t text_at, pointers_at; /* where the next argument's text goes; how many words stand in pointers */
    uint32_t *pointers;            /* a page: what will lie at the initial stack pointer */
    char *text;                    /* TEXT_MAX */
    char script[SCRIPT_LINE];      /* the first line of a script: interpreter and argument */
    const char *interpreter, *script_argument; /* in it, or NULL */
};

static int32_t open_program(const char *path, struct inode **out)
{
    int32_t result = path_lookup(path, true, out);
    if (result < 0)
        return result;
    inode_lock(*out);
    result = S_ISREG((*out)->disk.mode) ? inode_permission(*out, X_OK) : -EACCES;
    inode_unlock(*out);
    if (result == 0)
        result = inode_begin_run(*out);
    if (result < 0)
        inode_release(*out);
    return result;
}

void process_close_program(struct inode *inode)
{
    if (!inode)
        return;
    inode_end_run(inode);
    inode_release(inode);
}

static bool segment_good(const struct elf_segment *segment, uint32_t file_bytes)
{
    return segment->file_bytes <= segment->memory_bytes && segment->offset <= file_bytes &&
           segment->file_bytes <= file_bytes - segment->offset && segment->va >= USER_BASE && segment->va < USER_MMAP &&
           segment->memory_bytes <= USER_MMAP - segment->va &&
           (segment->va & PAGE_MASK) == (segment->offset & PAGE_MASK);
}

static int32_t add_segment(struct load *load, const struct elf_segment *segment)
{
    uint32_t before = segment->va & PAGE_MASK;
    struct region region = {
        .start = segment->va - before,
        .end = PAGE_UP(segment->va + segment->memory_bytes),
        .protection = (segment->flags & PF_R ? PROT_READ : 0u) | (segment->flags & PF_W ? PROT_WRITE : 0u) |
                      (segment->flags & PF_X ? PROT_EXEC : 0u),
        .inode = load->inode,
        .file_offset = segment->offset - before,
        .file_bytes = segment->file_bytes ? segment->file_bytes + before : 0,
    };
    if (!segment->memory_bytes)
        return 0;
    if (!space_range_free(load->space, region.start, region.end))
        return -ENOEXEC;
    inode_share(load->inode);
    int32_t result = space_add_region(load->space, &region);
    if (result < 0)
        inode_release(load->inode);
    load->space->break_start = max_u32(load->space->break_start, region.end);
    return result;
}

static int32_t add_segments(struct load *load)
{
    struct elf_header header;
    struct elf_segment segment;
    uint32_t size = load->inode->disk.size;
    int32_t got = inode_read_whole(load->inode, &header, 0, sizeof header);
    if (got != (int32_t)sizeof header || !elf_header_good(&header) || header.segment_count > SEGMENTS_MAX)
        return -ENOEXEC;
    for (uint32_t i = 0; i < header.segment_count; i++) {
        if (header.segments > size)
            return -ENOEXEC;
        got = inode_read_whole(load->inode, &segment, header.segments + i * sizeof segment, sizeof segment);
        if (got != (int32_t)sizeof segment)
            return -ENOEXEC;
        if (segment.type != PT_LOAD)
            continue;
        if (!segment_good(&segment, size))
            return -ENOEXEC;
        got = add_segment(load, &segment);
        if (got < 0)
            return got;
    }
    load->entry = header.entry;
    load->space->break_end = load->space->break_start;
    return load->space->break_start ? 0 : -ENOEXEC;
}

/* The stack: its upper ARG_MAX bytes hold the texts. */
static int32_t add_stack(struct load *load)
{
    struct region stack = {.start = USER_STACK - ARG_MAX - PAGE_BYTES,
                           .end = USER_STACK,
                           .protection = PROT_READ | PROT_WRITE,
                           .flags = REGION_STACK};
    load->text_at = USER_STACK - ARG_MAX;
    return space_add_region(load->space, &stack);
}

/* Append a text (with its 0) and its address. */
static int32_t add_text(struct load *load, const char *text)
{
    uint32_t bytes = strlen(text) + 1;
    if (bytes > USER_STACK - load->text_at || load->pointers_at + 2 >= POINTERS_MAX)
        return -E2BIG;
    load->pointers[load->pointers_at++] = load->text_at;
    int32_t result = space_write(load->space, load->text_at, text, bytes);
    load->text_at += bytes;
    return result;
}

/* Append a text of any length from the caller's memory. */
static int32_t add_user_text(struct load *load, user_va from)
{
    if (load->pointers_at + 2 >= POINTERS_MAX)
        return -E2BIG;
    load->pointers[load->pointers_at++] = load->text_at;
    for (;;) {
        int32_t length = copy_in_text(load->text, from, TEXT_MAX);
        if (length < 0 && length != -ENAMETOOLONG)
            return length;
        uint32_t bytes = length < 0 ? TEXT_MAX : (uint32_t)length + 1;
        if (bytes > USER_STACK - load->text_at)
            return -E2BIG;
        int32_t result = space_write(load->space, load->text_at, load->text, bytes);
        load->text_at += bytes;
        from += bytes;
        if (result < 0 || length >= 0)
            return result;
    }
}

/* Append the texts of an array of addresses, and the 0 that ends it. */
static int32_t add_array(struct load *load, user_va array, uint32_t skip)
{
    user_va text = 1;
    for (uint32_t i = 0; array && text; i++) {
        int32_t result = copy_in(&text, array + i * sizeof text, sizeof text);
        if (result == 0 && text && i >= skip)
            result = add_user_text(load, text);
        if (result < 0)
            return result;
    }
    load->pointers[load->pointers_at++] = 0;
    return 0;
}

static int32_t add_arguments(struct load *load, const char *path, user_va argv, user_va envp)
{
    int32_t result = 0;
    load->pointers_at = 1;
    if (load->interpreter) {
        result = add_text(load, load->interpreter);
        if (result == 0 && load->script_argument)
            result = add_text(load, load->script_argument);
        if (result == 0)
            result = add_text(load, path);
    } else if (!argv) {
        result = add_text(load, path);
    }
    if (result == 0)
        result = add_array(load, argv, load->interpreter ? 1 : 0);
    load->pointers[0] = load->pointers_at - 2;
    if (result == 0)
        result = add_array(load, envp, 0);
    uint32_t text_bytes = load->text_at - (USER_STACK - ARG_MAX);
    return result == 0 && text_bytes + load->pointers_at * 4 > ARG_MAX ? -E2BIG : result;
}

/* Look at the first line: of a script, the interpreter takes the file's place. */
static int32_t find_interpreter(struct load *load)
{
    int32_t got = inode_read_whole(load->inode, load->script, 0, SCRIPT_LINE - 1);
    if (got < 2 || load->script[0] != '#' || load->script[1] != '!')
        return got < 0 ? got : 0;
    char *p = load->script + 2;
    load->script[got] = 0;
    char *end = p;
    while (*end && *end != '\n')
        end++;
    *end = 0;
    while (*p == ' ')
        p++;
    load->interpreter = p;
    while (*p && *p != ' ')
        p++;
    if (*p) {
        *p++ = 0;
        while (*p == ' ')
            p++;
        if (*p)
            load->script_argument = p;
    }
    if (!*load->interpreter)
        return -ENOEXEC;
    process_close_program(load->inode);
    load->inode = NULL;
    return open_program(load->interpreter, &load->inode);
}

static int32_t build(struct load *load, const char *path, user_va argv, user_va envp)
{
    int32_t result = find_interpreter(load);
    if (result == 0) {
        load->space = space_new();
        result = load->space ? add_segments(load) : -ENOMEM;
    }
    if (result == 0)
        result = add_stack(load);
    if (result == 0)
        result = add_arguments(load, path, argv, envp);
    if (result < 0)
        return result;
    uint32_t bytes = load->pointers_at * 4;
    uint32_t sp = (USER_STACK - ARG_MAX - bytes) & ~7u;
    result = space_write(load->space, sp, load->pointers, bytes);
    load->pointers_at = sp;
    return result;
}

static void set_name(struct process *self, const char *path)
{
    const char *name = path;
    for (const char *p = path; *p; p++) {
        if (*p == '/' && p[1])
            name = p + 1;
    }
    spin_lock(&process_lock);
    text_copy(self->name, name, sizeof self->name);
    self->exec_done = true;
    spin_unlock(&process_lock);
    trace_process(self);
}

/* Nothing can fail any more: become the new program. */
static void become(struct process *self, struct load *load, const char *path)
{
    struct space *old = self->space;
    spin_lock(&process_lock);
    self->space = load->space;
    spin_unlock(&process_lock);
    tlb_enter(self->space);
    if (old)
        space_free(old);
    process_close_program(self->executable);
    self->executable = load->inode;
    uint32_t mode = load->inode->disk.mode;
    if (mode & S_ISUID)
        self->euid = load->inode->disk.uid;
    if (mode & S_ISGID)
        self->egid = load->inode->disk.gid;
    descriptor_close_all(self, true);
    signal_reset(self);
    set_name(self, path);
    memset(self->frame, 0, sizeof *self->frame);
    self->frame->r[REG_PC] = load->entry;
    self->frame->r[REG_SP] = load->pointers_at;
    self->frame->status = STATUS_PUSER | STATUS_PIE;
    fpu_reset(self);
    csr_set_tp(0);
    self->in_syscall = false;
}

int32_t process_exec(const char *path, user_va argv, user_va envp)
{
    struct load load;
    memset(&load, 0, sizeof load);
    int32_t result = open_program(path, &load.inode);
    if (result < 0)
        return result;
    pager_fill_reserve();
    struct frame *pointers = frame_alloc(FRAME_PIPE);
    load.text = heap_alloc(TEXT_MAX);
    result = pointers && load.text ? 0 : -ENOMEM;
    if (pointers)
        load.pointers = frame_page(pointers);
    if (result == 0)
        result = build(&load, path, argv, envp);
    if (pointers)
        frame_free(pointers);
    heap_free(load.text);
    if (result == 0) {
        become(process_self(), &load, path);
        return 0;
    }
    if (load.space)
        space_free(load.space);
    process_close_program(load.inode);
    return result;
}
