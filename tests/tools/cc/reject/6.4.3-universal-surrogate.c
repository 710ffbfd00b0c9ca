char *s = "\ud800";
// 1:17: error: universal character name is no character
