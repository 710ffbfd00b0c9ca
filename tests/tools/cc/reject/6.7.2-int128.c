__int128 x;
// 1:1: error: the type '__int128' is not supported
