/* Files that a tool needs for a while, such as the object between compiler and linker.  They are gone when the tool ends,
 * in whatever way. */
#ifndef TOOLS_LIB_TEMPORARY_H
#define TOOLS_LIB_TEMPORARY_H

/* A path for a temporary file whose last part is name (made unique if need be), in a new private folder under TMPDIR or /tmp.
 * NULL after a report.  The string lives until the end. */
const char *temporary_file(const char *name);

/* Remove all temporary files and their folder; what tool_begin arranges to happen at the end. */
void temporary_remove_all(void);

#endif
