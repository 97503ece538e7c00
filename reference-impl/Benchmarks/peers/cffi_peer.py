"""The same calls through cffi in ABI mode, by whichever Python runs this. Writes "name nanoseconds" lines."""
import platform
import sys
import time

from cffi import FFI

CALLS, ROUNDS = 10000, 30

ffi = FFI()
ffi.cdef(
    """
    struct point { double x, y; };
    int add(int, int);
    double fdd(double, double);
    struct point mirror(struct point);
    int call_many(int (*f)(int, int), int count);
    """
)
lib = ffi.dlopen(sys.argv[1])


def add(function):
    for _ in range(CALLS):
        function(1, 2)


def fdd(function):
    for _ in range(CALLS):
        function(1.0, 2.0)


def point(function, p=ffi.new("struct point *", (1, 2))[0]):
    for _ in range(CALLS):
        function(p)


def callback(function, handler=ffi.callback("int(int, int)", lambda a, b: a + b)):
    function(handler, CALLS)


def best(loop, function):
    took = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        loop(function)
        took.append(time.perf_counter() - start)
    return min(took) / CALLS * 1e9


version = platform.python_version() if platform.python_implementation() != "PyPy" else "%d.%d.%d" % sys.pypy_version_info[:3]
print("%s %s, cffi in ABI mode" % (platform.python_implementation(), version))
for name, loop, function in (("add", add, lib.add), ("fdd", fdd, lib.fdd), ("point", point, lib.mirror), ("callback", callback, lib.call_many)):
    print("%s %.2f" % (name, best(loop, function)))
