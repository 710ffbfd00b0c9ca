int f(int (*a)(void), int (*b)(void)) { return a < b; }
// options: -pedantic-errors
// 1:50: error: functions have no order that could be compared [-Werror=pedantic]
