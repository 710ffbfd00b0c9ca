int a[const 3];
// 1:7: error: 'static' and qualifiers can stand only in the outermost '[]' of a parameter
