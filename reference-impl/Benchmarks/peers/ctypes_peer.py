"""The same calls through ctypes, by whichever Python runs this."""
import sys
from ctypes import CDLL, CFUNCTYPE, Structure, c_double, c_int

import timing


class Point(Structure):
    _fields_ = [("x", c_double), ("y", c_double)]


lib = CDLL(sys.argv[1])
lib.add.argtypes = [c_int, c_int]
lib.fdd.argtypes, lib.fdd.restype = [c_double, c_double], c_double
lib.mirror.argtypes, lib.mirror.restype = [Point], Point
BINARY = CFUNCTYPE(c_int, c_int, c_int)
lib.call_many.argtypes = [BINARY, c_int]

timing.report("ctypes", lib, Point(1, 2), BINARY(lambda a, b: a + b))
