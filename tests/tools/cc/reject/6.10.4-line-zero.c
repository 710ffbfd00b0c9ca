#line 0
// options: -pedantic-errors
// 1:7: error: #line counts from 1 [-Werror=pedantic]
