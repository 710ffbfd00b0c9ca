struct s { int a; };
union s x;
// 2:7: error: 's' is declared as another kind of tag
// 1:8: note: it is declared here
// 2:9: error: 'x' has the incomplete type 'union s'
