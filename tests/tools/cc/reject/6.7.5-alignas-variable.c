int n;
_Alignas(n) int x;
// 2:10: error: an alignment must be an integer constant
