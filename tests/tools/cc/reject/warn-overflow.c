unsigned char c = 300;
int f(void) { char d = 200; return d; }
// 1:19: warning: 300 becomes 44 in initialization [-Woverflow]
// 2:24: warning: 200 becomes -56 in initialization [-Woverflow]
