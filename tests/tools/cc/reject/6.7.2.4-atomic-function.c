_Atomic(int(void)) *p;
// 1:9: error: _Atomic(...) takes no array, function or qualified type, this is 'int(void)'
