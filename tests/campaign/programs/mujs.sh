package=mujs
build() {
    $CC $CFLAGS -o "$out/mujs" one.c main.c -lm
    cat >"$out/t.js" <<'JS'
function fib(n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
print(fib(18), Math.PI, 0.1 + 0.2, 1 / 3, 1e21, -0, 123456789012345680000, parseInt("0x1f"), (255).toString(2));
print("the quick brown".replace(/(\w+) (\w+)/, "$2 $1"), /a(b+)c/.exec("xabbbc")[1], "a,b,,c".split(","));
print(JSON.stringify({a: [1, 2, {b: null}], c: "q\"\n"}), JSON.parse("[1,2.5e3,\"x\"]")[1]);
print([5, 3, 9, 1].sort(), [1, 2, 3].map(function (x) { return x * x; }), new Date(86400000 * 365).toISOString());
try { null.x; } catch (e) { print(e.name, e.message); }
var o = {get v() { return 42; }}; print(o.v, Object.keys({x: 1, y: 2}), typeof undefined, isNaN(NaN), "pêche".length);
print(Math.sin(1), Math.pow(2, 0.5), Math.log(10), Math.atan2(1, 2), (1234.5678).toFixed(2), (0.000001234).toPrecision(3), 1e-7);
JS
}
check='mujs t.js'
