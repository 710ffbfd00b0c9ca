package=nasm
build() {
    ./configure -q --host=$host CC="$CC" CFLAGS="$CFLAGS"
    make -s -j1 nasm ndisasm
    cp nasm ndisasm "$out"
    cp test/*.asm "$out"
}
check='for t in *.asm; do nasm -f bin -o x $t >m 2>&1; echo $t $?; [ -f x ] && { cksum x; rm x; }; done | head -n 150; nasm -f elf64 -o x avx.asm && cksum x; printf "bits 64\nmov rax,[rbx+rcx*4+8]\nvaddps ymm1,ymm2,ymm3\nimul r9,r10,77\n" >y.asm; nasm -f bin -o y y.asm && ndisasm -b 64 y'
