/* Random numbers: the sequence is a function of --seed (0 unless given), so that two runs agree.  Not for secrets. */
#ifndef ISA_MACHINE_RNG_H
#define ISA_MACHINE_RNG_H

#define RNG_DATA 0x00 /* RO: 32 random bits; every read gives the next */

#endif
