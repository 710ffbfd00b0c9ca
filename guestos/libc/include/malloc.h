/* Memory: what <stdlib.h> declares. */
#ifndef _MALLOC_H
#define _MALLOC_H

#include <stdlib.h>

#endif
