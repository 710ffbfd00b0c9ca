package=duktape
build() {
    $CC $CFLAGS -Isrc -o "$out/duk" src/duktape.c examples/cmdline/duk_cmdline.c -lm
    cp mandel.js "$out"
    cat >"$out/t.js" <<'JS'
function fib(n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
print(fib(18), Math.PI, 0.1 + 0.2, 1 / 3, 1e21, 123456789012345680000, parseInt('0x1f'), (255).toString(2), 5e-324);
print('the quick brown'.replace(/(\w+) (\w+)/, '$2 $1'), /a(b+)c/.exec('xabbbc')[1], 'a,b,,c'.split(','));
print(JSON.stringify({a: [1, 2, {b: null}], c: 'q"\n'}), JSON.parse('[1,2.5e3,"x"]')[1]);
print([5, 3, 9, 1].sort(), [1, 2, 3].map(function (x) { return x * x; }), new Date(86400000 * 365).toISOString());
try { null.x; } catch (e) { print(e.name); }
print(new Uint8Array([1, 2, 300]).join(), new Float64Array([0.5])[0], Math.sin(1), (1234.5678).toFixed(2), [3, 1, 2].reduce(function (a, b) { return a + b; }));
JS
}
check='duk t.js; duk mandel.js'
