package=fairymax
missing='reads integers at odd addresses (`*(int*)(T+A)`), which is undefined in C, and a trap on this machine'
