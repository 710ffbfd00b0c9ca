#include <does-not-exist.h>
int a;
// 1:10: fatal error: no file 'does-not-exist.h' in the include directories; add its directory with -I
