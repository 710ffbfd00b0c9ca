/* ISO C11 7.6: the machine rounds to nearest and records no exceptions: nothing to set, and nothing to ask. */
#ifndef _FENV_H
#define _FENV_H

#define FE_TONEAREST  0
#define FE_ALL_EXCEPT 0

typedef unsigned fexcept_t;
typedef struct {
    unsigned __none;
} fenv_t;

#define FE_DFL_ENV ((const fenv_t *)0)

/* Each succeeds where it asks for what is always so. */
int feclearexcept(int exceptions);
int fegetexceptflag(fexcept_t *flags, int exceptions);
int feraiseexcept(int exceptions);
int fesetexceptflag(const fexcept_t *flags, int exceptions);
int fetestexcept(int exceptions);
int fegetround(void);
int fesetround(int direction);
int fegetenv(fenv_t *environment);
int feholdexcept(fenv_t *environment);
int fesetenv(const fenv_t *environment);
int feupdateenv(const fenv_t *environment);

#endif
