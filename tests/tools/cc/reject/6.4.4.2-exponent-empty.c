double d = 1e+;
// 1:12: error: unknown suffix; f and l exist in '1e+'
