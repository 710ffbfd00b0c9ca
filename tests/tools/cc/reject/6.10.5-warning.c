#warning old
int a;
// 1:2: warning: #warning old [-Wcpp]
