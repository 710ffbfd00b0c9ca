double d = 1.5e;
// 1:12: error: unknown suffix; f and l exist in '1.5e'
