int c = '\q';
// 1:11: warning: unknown escape sequence '\q' [-Wunknown-escape-sequence]
