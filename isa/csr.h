/* Control register numbers: CSR_STATUS, CSR_CAUSE ... from csr.def. */
#ifndef ISA_CSR_H
#define ISA_CSR_H

enum isa_csr {
#define CSR(number, name, access, text) CSR_##name = number,
#include "csr.def"
#undef CSR
};
#define CSR_USER_FIRST 0x100 /* this number and above are open to user mode */

#endif
