/* ISO C11 7.13: non-local jumps.  A jmp_buf holds s0-s4, fp, sp, lr, fs0-fs5; a sigjmp_buf the signal mask too. */
#ifndef _SETJMP_H
#define _SETJMP_H

#define _JMPBUF_DOUBLES 10

typedef double jmp_buf[_JMPBUF_DOUBLES];
typedef struct {
    jmp_buf registers;
    unsigned mask;
    int mask_saved;
} sigjmp_buf[1];

int setjmp(jmp_buf env);
_Noreturn void longjmp(jmp_buf env, int value);
int _setjmp(jmp_buf env);
_Noreturn void _longjmp(jmp_buf env, int value);

int __sigsave(sigjmp_buf env, int save_mask);
#define sigsetjmp(env, save_mask) (__sigsave(env, save_mask), setjmp((env)[0].registers))
_Noreturn void siglongjmp(sigjmp_buf env, int value);

#endif
