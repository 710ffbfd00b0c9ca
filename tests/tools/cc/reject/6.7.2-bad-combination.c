short double a;
unsigned float b;
long char c;
// 1:1: error: these type words do not go together
// 2:1: error: these type words do not go together
// 3:1: error: these type words do not go together
