struct s { int a; char a; };
// 1:24: error: there is already a member 'a'
// 1:16: note: the first one is here
