package=m4
missing='its gnulib makes `posix_spawn` of `setresuid`: the kernel has no such call'
