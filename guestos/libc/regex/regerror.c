#include <regex.h>
#include <string.h>

size_t regerror(int error, const regex_t *restrict regex, char *restrict buffer, size_t size)
{
    static const char *const texts[] = {
        [0] = "no error",
        [REG_NOMATCH] = "no match",
        [REG_BADPAT] = "invalid expression",
        [REG_ECOLLATE] = "unknown collating element",
        [REG_ECTYPE] = "unknown character class",
        [REG_EESCAPE] = "backslash at the end",
        [REG_ESUBREG] = "reference to a group that is not there",
        [REG_EBRACK] = "[ without ]",
        [REG_EPAREN] = "( without )",
        [REG_EBRACE] = "{ without }",
        [REG_BADBR] = "invalid number of repetitions",
        [REG_ERANGE] = "invalid end of a range",
        [REG_ESPACE] = "out of memory",
        [REG_BADRPT] = "nothing before a repetition",
    };
    const char *text = error >= 0 && (size_t)error < sizeof texts / sizeof *texts ? texts[error] : "unknown error";
    size_t length = strlen(text);

    (void)regex;
    if (size > 0) {
        size_t copied = length < size ? length : size - 1;
        memcpy(buffer, text, copied);
        buffer[copied] = '\0';
    }
    return length + 1;
}
