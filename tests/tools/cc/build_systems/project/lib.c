#include "config.h"
#include <math.h>
double answer(double x);
double answer(double x) { return sqrt(x) + SIZEOF_LONG; }
