int n = 12xyz;
// 1:9: error: unknown suffix; u, l and ll exist in '12xyz'
