#include <stdoi.h>
int x;
// 1:10: fatal error: no file 'stdoi.h' in the include directories; did you mean <stdio.h>?
