#if UNKNOWN
#endif
// options: -Wundef
// 1:5: warning: 'UNKNOWN' is not defined, it counts as 0 [-Wundef]
