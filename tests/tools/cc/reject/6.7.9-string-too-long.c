char s[3] = "abcd";
// 1:13: warning: string of 4 characters for an array of 3 [-Woverflow]
