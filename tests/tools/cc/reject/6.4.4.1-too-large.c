unsigned long long big = 99999999999999999999;
// 1:26: error: integer is too large for 64 bits in '99999999999999999999'
