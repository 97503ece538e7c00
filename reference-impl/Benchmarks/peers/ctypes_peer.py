"""The same calls through ctypes, by whichever Python runs this. Writes "name nanoseconds" lines."""
import platform
import sys
import time
from ctypes import CDLL, CFUNCTYPE, Structure, c_double, c_int

CALLS, ROUNDS = 10000, 30


class Point(Structure):
    _fields_ = [("x", c_double), ("y", c_double)]


lib = CDLL(sys.argv[1])
lib.add.argtypes = [c_int, c_int]
lib.fdd.argtypes, lib.fdd.restype = [c_double, c_double], c_double
lib.mirror.argtypes, lib.mirror.restype = [Point], Point
BINARY = CFUNCTYPE(c_int, c_int, c_int)
lib.call_many.argtypes = [BINARY, c_int]


def add(function):
    for _ in range(CALLS):
        function(1, 2)


def fdd(function):
    for _ in range(CALLS):
        function(1.0, 2.0)


def point(function, p=Point(1, 2)):
    for _ in range(CALLS):
        function(p)


def callback(function, handler=BINARY(lambda a, b: a + b)):
    function(handler, CALLS)


def best(loop, function):
    took = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        loop(function)
        took.append(time.perf_counter() - start)
    return min(took) / CALLS * 1e9


version = platform.python_version() if platform.python_implementation() != "PyPy" else "%d.%d.%d" % sys.pypy_version_info[:3]
print("%s %s, ctypes" % (platform.python_implementation(), version))
for name, loop, function in (("add", add, lib.add), ("fdd", fdd, lib.fdd), ("point", point, lib.mirror), ("callback", callback, lib.call_many)):
    print("%s %.2f" % (name, best(loop, function)))
