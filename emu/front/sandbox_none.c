/* A host without sandbox. */
#include "sandbox.h"

bool sandbox_enter(const struct sandbox_needs *needs)
{
    (void)needs;
    return false;
}
