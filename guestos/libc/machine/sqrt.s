# Square roots, rounded correctly by the machine.
        .text
        .globl  sqrt
        .globl  sqrtl                   # long double is double
sqrtl:
sqrt:   fsqrt.d fa0, fa0
        ret
        .globl  sqrtf
sqrtf:  fsqrt.s fa0, fa0
        ret
