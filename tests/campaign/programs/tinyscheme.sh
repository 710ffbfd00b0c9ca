package=tinyscheme
build() {
    $CC $CFLAGS -DSTANDALONE=1 -DUSE_DL=0 -DUSE_MATH=1 -DUSE_INTERFACE=0 -DUSE_ASCII_NAMES=0 -o "$out/scheme" scheme.c -lm
    cp init.scm "$out"
    cat >"$out/t.scm" <<'SCM'
(define (fib n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))
(display (fib 16)) (newline)
(define (tak x y z) (if (not (< y x)) z (tak (tak (- x 1) y z) (tak (- y 1) z x) (tak (- z 1) x y))))
(display (tak 10 6 3)) (newline)
(display (map (lambda (x) (* x x)) '(1 2 3 4))) (newline)
(display (call/cc (lambda (k) (for-each (lambda (x) (if (> x 2) (k x))) '(1 2 3 4)) 'none))) (newline)
(let () (display (list 'quasi `(1 ,(+ 1 1) ,@(list 3 4))))) (newline)
(display (list (sqrt 2) (sin 1) (exp 1) (/ 1 3) (expt 2 10) (exact->inexact 22))) (newline)
(display (string-append "a" (number->string 255 16))) (newline)
SCM
}
check='scheme t.scm'
