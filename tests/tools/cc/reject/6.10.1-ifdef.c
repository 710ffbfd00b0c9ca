#ifdef
#endif
#ifdef 5
#endif
#ifdef A b
#endif
// 1:7: error: #ifdef needs the name of a macro
// 3:8: error: #ifdef needs the name of a macro
// 5:10: warning: something follows #ifdef; make it a comment [-Wendif-labels]
