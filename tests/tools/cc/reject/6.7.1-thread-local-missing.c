extern _Thread_local int x;
int x;
// 2:5: error: 'x' is thread-local in one declaration and not in another
