int octal = 089;
// 1:13: error: digit that is not octal in '089'
