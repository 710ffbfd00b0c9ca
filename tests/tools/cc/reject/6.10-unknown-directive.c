#defne X 1
#frobnicate
// 1:2: error: no directive '#defne'; did you mean '#define'?
// 2:2: error: no directive '#frobnicate'
