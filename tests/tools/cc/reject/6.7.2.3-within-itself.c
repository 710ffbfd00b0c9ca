struct s {
    struct s { int x; } a;
};
enum e { ONE = sizeof(enum e { TWO }) };
// 2:12: error: 's' is defined twice
// 1:8: note: the first definition is here
// 4:28: error: 'e' is defined twice
