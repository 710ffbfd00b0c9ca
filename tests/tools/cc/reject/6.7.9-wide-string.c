char s[] = L"abc";
// 1:12: error: an array is initialized by a list in braces or a string
// 1:6: error: 's' has the incomplete type 'char[]'
