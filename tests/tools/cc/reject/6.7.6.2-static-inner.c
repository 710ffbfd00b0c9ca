void f(int a[2][static 3]);
// 1:17: error: 'static' and qualifiers can stand only in the outermost '[]' of a parameter
