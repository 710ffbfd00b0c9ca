#include "support.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { TOOLS_MAX = 8, COMMAND_BYTES = 8192 };

char run_output[1 << 16];
char run_errors[1 << 16];
static char scratch[] = "/tmp/peach-test-XXXXXX";
static char last_command[COMMAND_BYTES];
static int last_status;

struct known_tool {
    const char *name;
    char path[PATH_MAX];
};
static struct known_tool tools[TOOLS_MAX];

void support_tool(const char *name, const char *path) {
    for (int i = 0; i < TOOLS_MAX; i++) {
        if (!tools[i].name) {
            tools[i].name = name;
            char folder[PATH_MAX / 2] = "";
            if (path[0] != '/' && !getcwd(folder, sizeof folder))
                folder[0] = '\0';
            snprintf(tools[i].path, sizeof tools[i].path, "%s/%s", folder, path);
            return;
        }
    }
}

int support_enter(void **state) {
    (void)state;
    return mkdtemp(scratch) && chdir(scratch) == 0 ? 0 : -1;
}

int support_leave(void **state) {
    char command[128];
    (void)state;
    snprintf(command, sizeof command, "cd / && rm -rf %s", scratch);
    return system(command);
}

static const char *tool_path(const char *name, size_t length) {
    for (int i = 0; i < TOOLS_MAX && tools[i].name; i++) {
        if (strlen(tools[i].name) == length && memcmp(tools[i].name, name, length) == 0)
            return tools[i].path;
    }
    fail_msg("no tool %.*s", (int)length, name);
    return NULL;
}

static void slurp(const char *path, char *text, size_t size) {
    FILE *file = fopen(path, "rb");
    size_t got = file ? fread(text, 1, size - 1, file) : 0;
    text[got] = '\0';
    if (file)
        fclose(file);
}

int run(const char *format, ...) {
    char line[COMMAND_BYTES / 2];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    bool ours = strncmp(line, "peach-", strlen("peach-")) == 0;
    const char *name = line + (ours ? strlen("peach-") : 0);
    size_t length = strcspn(name, " ");
    if (ours)
        snprintf(last_command, sizeof last_command, ">.out 2>.err '%s'%s", tool_path(name, length), name + length);
    else
        snprintf(last_command, sizeof last_command, ">.out 2>.err %s", line);
    int status = system(last_command);
    last_status = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
    slurp(".out", run_output, sizeof run_output);
    slurp(".err", run_errors, sizeof run_errors);
    return last_status;
}

void check_run(int status, const char *text, const char *file, int line) {
    if (last_status == status && strstr(run_errors, text))
        return;
    print_error("%s\nstatus %d, wanted %d\nmessages: %swanted: %s\n", last_command, last_status, status, run_errors,
                text);
    _fail(file, line);
}

void write_bytes(const char *path, const void *data, size_t size) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(data, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

void write_text(const char *path, const char *text) {
    write_bytes(path, text, strlen(text));
}

uint8_t *read_bytes(const char *path, size_t *size) {
    struct stat status;
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    assert_int_equal(fstat(fileno(file), &status), 0);
    *size = (size_t)status.st_size;
    uint8_t *data = malloc(*size + 1);
    assert_int_equal(fread(data, 1, *size, file), *size);
    fclose(file);
    return data;
}

bool exists(const char *path) {
    return access(path, F_OK) == 0;
}

bool same_bytes(const char *left, const char *right) {
    size_t left_size, right_size;
    uint8_t *a = read_bytes(left, &left_size), *b = read_bytes(right, &right_size);
    bool same = left_size == right_size && memcmp(a, b, left_size) == 0;
    free(a);
    free(b);
    return same;
}

void patch_byte(const char *path, size_t offset, uint8_t value) {
    size_t size;
    uint8_t *data = read_bytes(path, &size);
    assert_true(offset < size);
    data[offset] = value;
    write_bytes(path, data, size);
    free(data);
}

void truncate_file(const char *path, size_t size) {
    assert_int_equal(truncate(path, (off_t)size), 0);
}

/* ---- Objects ---- */

void emit(struct obj *obj, unsigned section, struct insn insn) {
    uint32_t word;
    assert_int_equal(isa_encode(&insn, &word), ISA_OK);
    obj_put32(obj, section, word);
}

unsigned begin_function(struct obj *obj, const char *section, const char *name) {
    unsigned number = obj_section_named(obj, section), symbol = obj_symbol(obj, name);
    obj_define(obj, symbol, number, obj_offset(obj, number));
    obj_bind(obj, symbol, STB_GLOBAL);
    obj_set_type(obj, symbol, STT_FUNC);
    return number;
}

void call(struct obj *obj, unsigned section, const char *target) {
    obj_reloc(obj, section, obj_offset(obj, section), R_PEACH_OFF24, obj_symbol(obj, target), 0);
    emit(obj, section, (struct insn){.op = OP_JAL});
}

void end_function(struct obj *obj, unsigned section, const char *name) {
    emit(obj, section, (struct insn){.op = OP_JALR, .a = 15});
    obj_set_size(obj, obj_symbol(obj, name),
                 obj_offset(obj, section) - obj_symbol_info(obj, obj_symbol(obj, name)).value);
}

static void report(void *context, const struct obj_error *error) {
    (void)context;
    fail_msg("%s", error->what);
}

void save_object(struct obj *obj, const char *path) {
    struct buf bytes = {NULL, 0, 0};
    assert_true(obj_finish(obj, report, NULL));
    obj_write(obj, &bytes);
    write_bytes(path, bytes.data, bytes.length);
    buf_free(&bytes);
    obj_free(obj);
}
