/* The control registers that the kernel uses, and instructions that C cannot say. */
#ifndef KERNEL_CSR_H
#define KERNEL_CSR_H

#include <stdint.h>

#define CSR_READER(name)                                   \
    static inline uint32_t csr_##name(void)                \
    {                                                      \
        uint32_t value;                                    \
        __asm__ volatile("csrr %0, " #name : "=r"(value)); \
        return value;                                      \
    }
#define CSR_WRITER(name)                                       \
    static inline void csr_set_##name(uint32_t value)          \
    {                                                          \
        __asm__ volatile("csrw " #name ", %0" : : "r"(value)); \
    }

CSR_READER(status)
CSR_WRITER(status)
CSR_WRITER(tvec)
CSR_WRITER(rvec)
CSR_WRITER(ienable)
CSR_READER(ipending)
CSR_WRITER(scratch2)
CSR_READER(scratch3)
CSR_WRITER(scratch3)
CSR_WRITER(pgdir)
CSR_WRITER(asid)
CSR_WRITER(tlbhi)
CSR_READER(time)
CSR_READER(timeh)
CSR_WRITER(timecmp)
CSR_WRITER(timecmph)
CSR_READER(tp)
CSR_WRITER(tp)

static inline void cpu_wfi(void)
{
    __asm__ volatile("wfi" : : : "memory");
}

static inline void cpu_fence(void)
{
    __asm__ volatile("fence" : : : "memory");
}

/* Exchange a word with memory in one step; add to a word in one step (both give the old value). */
static inline uint32_t atomic_swap(volatile uint32_t *word, uint32_t value)
{
    uint32_t old;
    __asm__ volatile("amoswap %0, [%1], %2" : "=r"(old) : "r"(word), "r"(value) : "memory");
    return old;
}

static inline uint32_t atomic_add(volatile uint32_t *word, uint32_t value)
{
    uint32_t old;
    __asm__ volatile("amoadd %0, [%1], %2" : "=r"(old) : "r"(word), "r"(value) : "memory");
    return old;
}

/* Put an entry into the TLB for the page and address space that tlbhi names. */
static inline void tlb_write(uint32_t entry)
{
    __asm__ volatile("tlbw %0" : : "r"(entry));
}

/* Drop a page's entry; all entries. */
static inline void tlb_drop(uint32_t va, uint32_t asid)
{
    __asm__ volatile("tlbiv %0, %1" : : "r"(va), "r"(asid));
}

static inline void tlb_drop_all(void)
{
    __asm__ volatile("tlbia");
}

static inline uint32_t *frame_pointer(void)
{
    uint32_t *fp;
    __asm__ volatile("mv %0, fp" : "=r"(fp));
    return fp;
}

#endif
