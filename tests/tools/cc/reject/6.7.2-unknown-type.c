size f(void);
void g(void) { strng s; }
// 1:1: error: no type 'size'; declare it or include its header
// 2:16: error: no type 'strng'; declare it or include its header
