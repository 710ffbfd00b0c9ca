void f(...);
// 1:8: error: a parameter with a name must come before '...'
