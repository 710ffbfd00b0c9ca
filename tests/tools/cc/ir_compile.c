/* Compiles IR text to an object or to assembly, for the tests of the back end:  ir_compile [-S] [-O0..-O3] [-d letters]
 * IN OUT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ir.h"
#include "target/target.h"

static char *read_all(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        exit(2);
    }
    char *text = NULL;
    size_t capacity = 0, got;
    *length = 0;
    do {
        capacity += 65536;
        text = realloc(text, capacity);
        got = fread(text + *length, 1, capacity - *length, file);
        *length += got;
    } while (got > 0);
    fclose(file);
    return text;
}

static bool write_object(struct ir_module *module, const struct target_options *options, const char *path)
{
    struct obj *obj = obj_new();
    struct diag diag;
    diag_init(&diag, "ir_compile");
    struct writer *writer = object_writer_new(obj, &diag);
    bool good = target_compile(module, options, writer, &diag);
    good &= object_writer_finish(writer);
    object_writer_free(writer);
    struct buf bytes = {0};
    if (good) {
        obj_write(obj, &bytes);
        FILE *file = fopen(path, "wb");
        good = file && fwrite(bytes.data, 1, bytes.length, file) == bytes.length && fclose(file) == 0;
    }
    buf_free(&bytes);
    obj_free(obj);
    return good;
}

static bool write_text(struct ir_module *module, const struct target_options *options, const char *path)
{
    FILE *file = fopen(path, "w");
    struct diag diag;
    diag_init(&diag, "ir_compile");
    struct writer *writer = text_writer_new(file, NULL);
    bool good = target_compile(module, options, writer, &diag);
    text_writer_free(writer);
    return fclose(file) == 0 && good;
}

int main(int argc, char **argv)
{
    struct target_options options = {.verify = true, .debug = true};
    bool text = false;
    int first = 1;
    for (; first < argc && argv[first][0] == '-'; first++) {
        if (strcmp(argv[first], "-S") == 0)
            text = true;
        else if (strncmp(argv[first], "-O", 2) == 0)
            options.level = (unsigned)atoi(argv[first] + 2);
        else if (strncmp(argv[first], "-d", 2) == 0)
            options.dump_letters = argv[first] + 2;
    }
    if (argc - first != 2) {
        fputs("usage: ir_compile [-S] [-O LEVEL] [-d LETTERS] IN OUT\n", stderr);
        return 2;
    }
    size_t length;
    char error[256], *source = read_all(argv[first], &length);
    struct ir_module *module = ir_read(source, length, error, sizeof error);
    free(source);
    if (!module) {
        fprintf(stderr, "%s: %s\n", argv[first], error);
        return 1;
    }
    for (struct ir_function *function = module->functions; function; function = function->next) {
        const char *problem = ir_verify(function);
        if (problem) {
            fprintf(stderr, "%s: %s\n", argv[first], problem);
            return 1;
        }
    }
    bool good = (text ? write_text : write_object)(module, &options, argv[first + 1]);
    ir_module_free(module);
    return good ? 0 : 1;
}
