struct s { int x; };
struct s { int y; };
// 2:8: error: 's' is defined twice
// 1:8: note: the first definition is here
