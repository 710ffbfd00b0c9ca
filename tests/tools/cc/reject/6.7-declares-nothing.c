int;
struct { int x; };
// 1:1: warning: this declares nothing [-Wmissing-declarator]
// 2:1: warning: this declares nothing [-Wmissing-declarator]
