struct point { int x; };
point p;
// 2:1: error: no type 'point'; write 'struct', 'union' or 'enum' before the tag
