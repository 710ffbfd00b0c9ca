void f(double d) { switch (d) { default: ; } }
// 1:28: error: a switch needs an integer
