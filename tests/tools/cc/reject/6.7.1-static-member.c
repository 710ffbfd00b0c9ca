struct s { static int a; };
// 1:12: error: a storage class cannot stand here
