/* Numbers of the built-in functions. */
#ifndef CC_FRONT_BUILTIN_H
#define CC_FRONT_BUILTIN_H

enum builtin {
    BUILTIN_FUNCTION_NONE,
#define BUILTIN(id, name, signature) BUILTIN_##id,
#include "front/builtins.def"
    BUILTIN_FUNCTION_COUNT
};

#endif
