"""The loops of the Python peers: the same for each of their libraries."""
import platform
import sys
import time

CALLS, ROUNDS = 10000, 30


def add(function):
    for _ in range(CALLS):
        function(1, 2)


def fdd(function):
    for _ in range(CALLS):
        function(1.0, 2.0)


def best(loop, function):
    took = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        loop(function)
        took.append(time.perf_counter() - start)
    return min(took) / CALLS * 1e9


def report(peer, lib, point, handler):
    """Writes the peer's name, then "name nanoseconds" lines.

    point: what mirror takes; handler: what call_many calls.
    """

    def mirror(function, p=point):
        for _ in range(CALLS):
            function(p)

    def callback(function):
        function(handler, CALLS)

    is_pypy = platform.python_implementation() == "PyPy"
    version = "%d.%d.%d" % sys.pypy_version_info[:3] if is_pypy else platform.python_version()
    print("%s %s, %s" % (platform.python_implementation(), version, peer))
    for name, loop, function in (("add", add, lib.add), ("fdd", fdd, lib.fdd), ("point", mirror, lib.mirror), ("callback", callback, lib.call_many)):
        print("%s %.2f" % (name, best(loop, function)))
