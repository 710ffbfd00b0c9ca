package=lua5.4
build() {
    touch src/lua5.4-deb-multiarch.h # which the package's own build makes
    rm src/luac.c
    $CC $CFLAGS -Isrc -DLUA_USE_POSIX -DDEB_HOST_MULTIARCH='""' -o "$out/lua" src/*.c -lm
    cat >"$out/t.lua" <<'LUA'
local function fib(n) return n < 2 and n or fib(n - 1) + fib(n - 2) end
print(_VERSION, fib(20), 7 // 2, 7 / 2, 2^53, 1e15, math.pi, math.maxinteger, -7 % 3, 5.5 % -2)
local t = {}
for w in ("the quick brown fox jumps over the lazy dog"):gmatch("%a+") do t[#t + 1] = w end
table.sort(t, function(a, b) return #a == #b and a < b or #a < #b end)
print(table.concat(t, " "), #t, select("#", table.unpack(t)))
print(string.format("%5.2f|%-8s|%q|%x|%g", math.sin(1), "left", "a\nb", 255, 1 / 3), ("x"):rep(5, ","))
print(pcall(error, {1}), pcall(function() local x = nil; return x.y end))
local co = coroutine.wrap(function(a) for i = 1, 3 do a = coroutine.yield(a * i) end return "done" end)
print(co(1), co(2), co(3), co(4))
print(utf8.char(112, 234, 99), #utf8.char(0x1F351), utf8.len("pêche"), ("héllo"):upper())
local mt = setmetatable({}, {__index = function(_, k) return k * 2 end, __add = function() return "sum" end})
print(mt[21], mt + mt, #arg, os.time({year = 2026, month = 11, day = 21, hour = 12}))
local f = assert(io.open("t.txt", "w")); f:write("one\n", 2, "\n", 3.5, "\n"); f:close()
for line in io.lines("t.txt") do io.write("[", line, "]") end
print(io.open("nothing"), tostring(1e100), 0x7fffffff + 1, 1 << 40, "10" + 5)
goto done
do print("skipped") end
::done::
print(string.pack("<i4d", 7, 1.5):byte(1, -1))
print(load("return " .. ("1 + "):rep(150) .. "1")(), collectgarbage("count") > 10)
LUA
}
check='lua t.lua
echo "print(2^10, #\"abc\")" | lua -
lua -e "error(\"x\")"; echo $?'
