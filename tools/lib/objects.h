/* Tools that look into object files look into the members of archives too. */
#ifndef TOOLS_LIB_OBJECTS_H
#define TOOLS_LIB_OBJECTS_H

#include "isa/elf_file.h"

/* An object, or an executable. */
struct object_file {
    const char *path; /* as the user gave it */
    const char *name; /* for messages and headings: the path, or "archive(member)" */
    bool in_archive;
    struct elf_file elf;
};

/* Read a file and call `each` for it, or for each object in the archive that it is.  What is unsound is reported and
 * left out. */
void objects_each(const char *path, void (*each)(void *context, const struct object_file *object), void *context);

#endif
