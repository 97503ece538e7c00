-- The same calls through LuaJIT's ffi. Writes "name nanoseconds" lines.
local ffi = require("ffi")
ffi.cdef [[
struct point { double x, y; };
int add(int, int);
double fdd(double, double);
struct point mirror(struct point);
int call_many(int (*f)(int, int), int count);
struct moment { long seconds, nanoseconds; };
int clock_gettime(int clock, struct moment *time);
]]
local lib = ffi.load(arg[1])
local CALLS, ROUNDS = 10000, 100

local moment = ffi.new("struct moment")
local function now()
    ffi.C.clock_gettime(1, moment)
    return tonumber(moment.seconds) * 1e9 + tonumber(moment.nanoseconds)
end

local function measure(name, loop)
    local best = math.huge
    for _ = 1, ROUNDS do
        local start = now()
        loop()
        best = math.min(best, now() - start)
    end
    print(string.format("%s %.2f", name, best / CALLS))
end

print(jit.version .. ", ffi")
local add, fdd, mirror, call_many = lib.add, lib.fdd, lib.mirror, lib.call_many
local sum, product, p = 0, 1, ffi.new("struct point", 1, 2)
measure("add", function() for i = 1, CALLS do sum = add(sum, i) end end)
measure("fdd", function() for _ = 1, CALLS do product = fdd(product, 1) end end)
measure("point", function() for _ = 1, CALLS do p = mirror(p) end end)
local handler = ffi.cast("int (*)(int, int)", function(a, b) return a + b end)
local function callback() call_many(handler, CALLS) end
-- A compiled call may not call back.
jit.off(callback)
measure("callback", callback)
