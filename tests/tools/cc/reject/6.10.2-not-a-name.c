#include foo
// 1:10: error: expected "file" or <file>
