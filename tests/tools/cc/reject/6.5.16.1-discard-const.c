char *f(const char *s) { char *p = s; return p; }
// 1:36: warning: const is lost in initialization: 'char *' from 'const char *' [-Wdiscarded-qualifiers]
