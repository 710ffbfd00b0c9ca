_Atomic(const int) x;
// 1:9: error: _Atomic(...) takes no array, function or qualified type, this is 'const int'
