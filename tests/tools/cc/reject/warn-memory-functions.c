void *memset(void *to, int value, unsigned size);
char *strncpy(char *to, const char *from, unsigned size);
int f(char *text, int *numbers)
{
    char local[8];
    memset(text, 0, sizeof text);
    memset(text, 10, 0);
    strncpy(text, "x", sizeof(text));
    memset(local, 0, sizeof local);
    memset(numbers, 0, sizeof *numbers);
    return sizeof numbers / sizeof numbers[0] + sizeof local / sizeof local[0];
}
// options: -Wall
// 6:21: warning: this is the size of the pointer; write sizeof of what it points to [-Wsizeof-pointer-memaccess]
// 7:22: warning: memset of 0 bytes; are the last two arguments exchanged? [-Wmemset-transposed-args]
// 8:24: warning: this is the size of the pointer; write sizeof of what it points to [-Wsizeof-pointer-memaccess]
// 11:27: warning: this divides the size of a pointer, it does not count the elements of an array [-Wsizeof-pointer-div]
