/* The harts. */
#include "cpu/hart.h"

#include "cpu/trap.h"
#include "mm/pagetable.h"
#include "proc/timer.h"

struct hart harts[HARTS_MAX];
uint32_t hart_count = 1;

void hart_init(uint32_t number)
{
    struct hart *hart = &harts[number];
    hart->number = number;
    hart->asid_generation = 1;
    hart->slice_end_ns = TIME_NEVER;
    csr_set_scratch3((uint32_t)hart);
    csr_set_pgdir((uint32_t)empty_directory);
    trap_init();
}
