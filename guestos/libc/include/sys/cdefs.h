/* By tradition: for headers that C++ includes too, which there is not. */
#ifndef _SYS_CDEFS_H
#define _SYS_CDEFS_H

#define __BEGIN_DECLS
#define __END_DECLS
#define __THROW
#define __P(parameters) parameters

#endif
