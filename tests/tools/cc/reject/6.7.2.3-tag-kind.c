struct s { int x; };
union s u;
// 2:7: error: 's' is declared as another kind of tag
// 1:8: note: it is declared here
// 2:9: error: 'u' has the incomplete type 'union s'
