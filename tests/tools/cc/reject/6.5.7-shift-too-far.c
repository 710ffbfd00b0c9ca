int f(int a) { return a << 32; }
// 1:25: warning: shift count is not less than the width of the type, 32 bits [-Wshift-count-overflow]
