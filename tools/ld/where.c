/* What a person calls a place in an input section: function, source line. */
#include <stdio.h>
#include <string.h>

#include "isa/symbolize.h"
#include "tools/ld/link.h"

/* Look the place up.  The symbolizer stays with the object, as messages tend to come in numbers. */
static bool find(const struct section *section, uint32_t offset, struct symbolized *found)
{
    struct object *object = section->object;
    if (!object->symbolizer && object->section_count)
        object->symbolizer = symbolizer_new(&object->elf);
    return object->symbolizer &&
           symbolizer_find(object->symbolizer, symbolizer_section_va(object->symbolizer, section->index) + offset,
                           found);
}

/* "main.c:12" or "". */
static void format_line(const struct symbolized *found, char *text, size_t size)
{
    text[0] = '\0';
    if (found->file)
        snprintf(text, size, "%s%s%s:%lu", found->directory, *found->directory ? "/" : "", found->file,
                 (unsigned long)found->line);
}

void where_line(const struct section *section, uint32_t offset, char *text, size_t size)
{
    struct symbolized found;
    char line[200];
    text[0] = '\0';
    if (!find(section, offset, &found))
        return;
    format_line(&found, line, sizeof line);
    if (*line)
        snprintf(text, size, "%s: ", line);
}

void where_describe(const struct section *section, uint32_t offset, char *text, size_t size)
{
    struct symbolized found;
    char line[200] = "";
    bool known = (section->flags & SHF_ALLOC) && find(section, offset, &found);
    bool code = (section->flags & SHF_EXECINSTR) != 0;
    if (known)
        format_line(&found, line, sizeof line);
    const char *open = *line ? " (" : "", *close = *line ? ")" : "";
    if (known && found.symbol)
        snprintf(text, size, "in %s '%s'%s%s%s: ", code ? "function" : "object", found.symbol, open, line, close);
    else
        snprintf(text, size, "in section %s%s%s%s: ", section->name, open, line, close);
}
