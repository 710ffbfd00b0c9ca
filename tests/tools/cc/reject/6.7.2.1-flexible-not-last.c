struct s { int a[]; int b; };
// 1:25: error: nothing can follow an array without length in a structure
