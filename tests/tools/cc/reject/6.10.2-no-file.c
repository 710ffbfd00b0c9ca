#include
#include foo
// 1:9: error: expected "file" or <file>
// 2:10: error: expected "file" or <file>
