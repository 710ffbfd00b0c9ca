typedef int g(void);
void *p = (g){0};
// 2:11: error: a compound literal cannot be of a function type
