typedef _Thread_local int t;
// 1:9: error: '_Thread_local' goes with 'static' and 'extern' only
