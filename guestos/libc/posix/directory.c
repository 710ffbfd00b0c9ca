#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct directory {
    int fd;
    int position, end; /* in the buffer */
    long offset;       /* where the next entry starts in the file */
    _Alignas(struct dirent) char buffer[1024];
};

DIR *fdopendir(int fd)
{
    DIR *directory = malloc(sizeof *directory);

    if (directory == NULL)
        return NULL;
    directory->fd = fd;
    directory->position = directory->end = 0;
    directory->offset = 0;
    return directory;
}

DIR *opendir(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (fd < 0)
        return NULL;
    DIR *directory = fdopendir(fd);
    if (directory == NULL)
        close(fd);
    return directory;
}

struct dirent *readdir(DIR *directory)
{
    if (directory->position >= directory->end) {
        directory->position = 0;
        directory->end = getdents(directory->fd, directory->buffer, sizeof directory->buffer);
        if (directory->end <= 0) {
            directory->end = 0;
            return NULL;
        }
    }
    struct dirent *entry = (struct dirent *)(void *)(directory->buffer + directory->position);
    directory->position += entry->d_reclen;
    directory->offset = entry->d_off;
    return entry;
}

void seekdir(DIR *directory, long position)
{
    lseek(directory->fd, (off_t)position, SEEK_SET);
    directory->offset = position;
    directory->position = directory->end = 0;
}

void rewinddir(DIR *directory)
{
    seekdir(directory, 0);
}

long telldir(DIR *directory)
{
    return directory->offset;
}

int dirfd(DIR *directory)
{
    return directory->fd;
}

int closedir(DIR *directory)
{
    int fd = directory->fd;

    free(directory);
    return close(fd);
}

int alphasort(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static void free_list(struct dirent **list, int count)
{
    while (count > 0)
        free(list[--count]);
    free(list);
}

static int append(struct dirent ***list, int count, const struct dirent *entry)
{
    struct dirent *copy = malloc(sizeof *copy);
    struct dirent **grown = realloc(*list, ((size_t)count + 1) * sizeof **list);

    if (grown != NULL)
        *list = grown;
    if (grown == NULL || copy == NULL) {
        free(copy);
        return -1;
    }
    memcpy(copy, entry, entry->d_reclen < sizeof *copy ? entry->d_reclen : sizeof *copy);
    grown[count] = copy;
    return 0;
}

int scandir(const char *path, struct dirent ***list, int (*choose)(const struct dirent *),
            int (*compare)(const struct dirent **, const struct dirent **))
{
    DIR *directory = opendir(path);
    struct dirent **found = NULL, *entry;
    int count = 0;

    if (directory == NULL)
        return -1;
    while ((entry = readdir(directory)) != NULL) {
        if (choose != NULL && !choose(entry))
            continue;
        if (append(&found, count, entry) != 0) {
            free_list(found, count);
            closedir(directory);
            return -1;
        }
        count++;
    }
    closedir(directory);
    if (compare != NULL && count > 0)
        qsort(found, (size_t)count, sizeof *found, (int (*)(const void *, const void *))compare);
    *list = found;
    return count;
}
