#include
// 1:9: error: expected "file" or <file>
