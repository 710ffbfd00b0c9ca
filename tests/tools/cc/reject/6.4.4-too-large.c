unsigned long long x = 18446744073709551616;
// 1:24: error: integer is too large for 64 bits in '18446744073709551616'
