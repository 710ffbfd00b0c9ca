long char x;
// 1:1: error: these type words do not go together
