"""Who answers: what the runtime says of itself, and what was found by trying."""
import ctypes
import os
import platform
import sys

# Machines of one family answer alike; a 32-bit process names the machine it believes in, not its kernel's.
NARROW = {"x86_64": "i686", "amd64": "i686", "aarch64": "armv8l"}


def describe(poisoned, forks):
    machine = platform.machine()
    if ctypes.sizeof(ctypes.c_void_p) == 4:
        machine = NARROW.get(machine.lower(), machine)
    return {
        "name": "",
        "implementation": platform.python_implementation().lower(),
        "version": "%d.%d.%d" % tuple(sys.version_info[:3]),
        "build": " ".join(sys.version.split()),
        "path": sys.executable or "",
        "system": platform.system().lower(),
        "architecture": machine,
        "emulator": None,
        "libc": libc(),
        "dataModel": data_model(),
        "byteOrder": sys.byteorder,
        "abilities": abilities(poisoned, forks),
    }


def libc():
    try:
        version = ctypes.CDLL(None).gnu_get_libc_version
        version.restype = ctypes.c_char_p
        return "glibc " + version().decode("ascii")
    except Exception:  # another libc, or a runtime that cannot open itself
        return ""


def data_model():
    sizes = tuple(ctypes.sizeof(kind) for kind in (ctypes.c_int, ctypes.c_long, ctypes.c_void_p))
    return {(4, 4, 4): "ILP32", (4, 8, 8): "LP64", (4, 4, 8): "LLP64"}.get(sizes, "%d/%d/%d" % sizes)


def abilities(poisoned, forks):
    return [name for name, holds in PROBES + [("fork", lambda: forks), ("poison", lambda: poisoned)] if succeeds(holds)]


def succeeds(probe):
    try:
        return bool(probe())
    except Exception:  # what a runtime cannot do shows in many ways
        return False


def collects():
    import gc
    import weakref

    class Loop(object):
        pass

    loop = Loop()
    loop.itself = loop
    seen = weakref.ref(loop)
    del loop
    for _ in range(3):
        gc.collect()
    return seen() is None


def has_threads():
    import threading

    seen = []
    thread = threading.Thread(target=lambda: seen.append(1))
    thread.start()
    thread.join()
    return seen


def has_python_api():
    return ctypes.pythonapi.Py_IsInitialized()


def references_weakly():
    import weakref

    data = ctypes.c_int(1)
    return weakref.ref(data)() is data


def has_x87():
    import values

    return values.X87 and ctypes.sizeof(ctypes.c_longdouble) in (12, 16)


PROBES = [
    ("gc", collects),
    ("pythonapi", has_python_api),
    ("threads", has_threads),
    ("weakref", references_weakly),
    ("x87", has_x87),
]
