_Atomic(int[3]) x;
// 1:9: error: _Atomic(...) takes no array, function or qualified type, this is 'int[3]'
