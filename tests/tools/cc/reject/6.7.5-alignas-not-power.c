_Alignas(3) int x;
// 1:9: error: an alignment must be a power of two up to 65536
