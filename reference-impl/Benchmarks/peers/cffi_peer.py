"""The same calls through cffi in ABI mode, by whichever Python runs this."""
import sys

import timing
from cffi import FFI

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

# The struct is a view of what new made, which is to live as long.
point = ffi.new("struct point *", (1, 2))
timing.report("cffi in ABI mode", lib, point[0], ffi.callback("int(int, int)", lambda a, b: a + b))
