int f(void)
{
    int *p = NUL;
    p = NULL;
    prinft("%d", EOF);
    printf("%d", tru);
    push(3);
    uint8_t u = 3;
    FILE *out = stdout;
    return u + p[0];
}
int g(int x) __attribute__((noretrun, alinged(4)));
// 3:14: error: 'NUL' is not declared; did you mean 'NULL' of <stddef.h>?
// 4:9: error: 'NULL' is not declared; include <stddef.h>
// 5:5: warning: function 'prinft' is not declared; did you mean 'printf' of <stdio.h>? [-Wimplicit-function-declaration]
// 5:18: error: 'EOF' is not declared; include <stdio.h>
// 6:5: warning: function 'printf' is not declared; include <stdio.h> [-Wimplicit-function-declaration]
// 6:18: error: 'tru' is not declared; did you mean 'true' of <stdbool.h>?
// 7:5: warning: function 'push' is not declared; include its header [-Wimplicit-function-declaration]
// 8:5: error: no type 'uint8_t'; include <stdint.h>
// 9:5: error: no type 'FILE'; include <stdio.h>
// 9:17: error: 'stdout' is not declared; include <stdio.h>
// 12:29: warning: attribute 'noretrun' is not known, it has no effect; did you mean 'noreturn'? [-Wattributes]
// 12:39: warning: attribute 'alinged' is not known, it has no effect; did you mean 'aligned'? [-Wattributes]
