struct s { int a; } x = {[0] = 1};
// 1:27: error: '[]' designates an element, this is no array
