#if
#endif
#if 1 +
#endif
#if (1
#endif
#if 1 2
#endif
#if "a"
#endif
#if 1.5
#endif
// 1:4: error: the condition is not complete
// 3:8: error: the condition is not complete
// 5:7: error: expected ')' in the condition
// 7:7: error: something follows the condition
// 9:5: error: this cannot stand in a preprocessor condition
// 11:5: error: floating constant in a preprocessor condition
