int \u0041 = 1;
// 1:5: error: '\' cannot stand in a program
