/* Page tables of two levels in the linear window, as the refill handler reads them.  vm_lock. */
#ifndef KERNEL_PAGETABLE_H
#define KERNEL_PAGETABLE_H

#include "mm/space.h"

/* The entry for an address: NULL when its table does not exist (pte_make: when there is no memory for it). */
uint32_t *pte_find(struct space *space, uint32_t va);
uint32_t *pte_make(struct space *space, uint32_t va);

/* Make an empty directory, or NULL; free directory and tables. */
uint32_t *directory_new(void);
void directory_free(uint32_t *directory);

/* A directory without any table, for harts that have no space yet: made once, before any other function here. */
void directory_make_empty(void);
extern uint32_t *const empty_directory;

/* The flags of an entry for a page with these rights (PROT_), accessed and clean. */
uint32_t pte_flags(uint32_t protection);

/* What an entry is */
static inline bool pte_present(uint32_t entry)
{
    return (entry & (TLB_V | PTE_PRESENT)) != 0;
}

static inline bool pte_swapped(uint32_t entry)
{
    return (entry & (TLB_V | PTE_PRESENT | PTE_SWAP)) == PTE_SWAP;
}

#endif
