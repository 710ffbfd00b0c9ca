typedef int v4 __attribute__((vector_size(16)));
// 1:31: error: attribute 'vector_size' is not supported
