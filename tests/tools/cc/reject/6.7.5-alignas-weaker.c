_Alignas(1) int x;
// 1:9: error: _Alignas asks for less than 'int' needs, 4 bytes
