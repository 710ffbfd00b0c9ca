struct f { int n; short d[]; };
struct f good = {3, {4, 5, 6}}, named = {.d = {1, 2}};
struct g { int d[]; int n; };
void h(void) { struct f local = {1, {2}}; (void)local; }
// 3:25: error: nothing can follow an array without length in a structure
// 4:38: error: more initializers than the array has elements
