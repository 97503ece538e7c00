import ctypes, gc, json, os, struct, sys


class Observer(object):
    """What the case calls _h, cut down to what this case uses."""

    nan = struct.unpack(">d", b"\x7f\xf8\0\0\0\0\0\0")[0]

    def __init__(self, library):
        self.library = self.fx = ctypes.CDLL(library)
        self.fxe = ctypes.CDLL(library, use_errno=True)
        self.step, self.seen, self.names, self.turns, self.passed, self.failed = -1, [], [], {}, {}, []
        if hasattr(sys, "unraisablehook"):
            sys.unraisablehook = lambda problem: self.failed.append(problem.exc_type.__name__)

    def emit(self, key, seen):
        self.seen.append([key, seen])

    @property
    def py(self):
        return ctypes.PyDLL(self.library._name)

    def function(self, symbol, use_errno=False):
        return (self.fxe if use_errno else self.fx)[symbol]

    def types(self, declared):
        self.names.extend((ctype, name) for name, ctype in declared)

    def calling(self, name):
        return self

    def __enter__(self):
        pass

    def __exit__(self, *_):
        pass

    def turn(self, step, count):
        self.turns[step] = self.turns.get(step, -1) + 1
        return min(self.turns[step], count - 1)

    def on(self, step, engine):
        return True

    def share(self, name, value):
        self.passed[name] = value

    def shared(self, name):
        return self.passed[name]

    def unraised(self):
        return self.failed

    def unsupported(self, reason):
        raise NotImplementedError(reason)

    def collect(self):
        for _ in range(3):
            gc.collect()

    def observe(self, key, value):
        self.emit(key, self.plain(value))

    def bytes(self, key, value):
        is_bytes = isinstance(value, (bytes, bytearray))
        raw = value if is_bytes else ctypes.string_at(ctypes.addressof(value), ctypes.sizeof(value))
        self.emit(key, " ".join("%02x" % byte for byte in bytearray(raw)))

    def layout(self, key, ctype):
        places = [[entry[0], repr(getattr(ctype, entry[0]))] for entry in self.fields(ctype)]
        self.emit(key, {"size": ctypes.sizeof(ctype), "alignment": ctypes.alignment(ctype), "fields": places})

    def completed(self, step, key, value=None):
        self.emit(key, {"completed": self.plain(value)})

    def raised(self, step, key):
        error = sys.exc_info()[1]
        self.emit(key, {"raised": type(error).__name__, "message": str(error)})
        if sys.version_info[0] == 2:
            sys.exc_clear()

    def attempt(self, key, call):
        try:
            self.completed(self.step, key, call())
        except Exception:
            self.raised(self.step, key)

    def fields(self, ctype):
        return [entry for base in reversed(ctype.__mro__) for entry in base.__dict__.get("_fields_", ())]

    def typeof(self, value):
        names = [name for ctype, name in self.names if ctype is type(value)]
        return names[0] if names else type(value).__name__

    def plain(self, value):
        """A value as JSON that people can read; addresses are not shown."""
        if isinstance(value, float):
            return repr(value)
        if value is None or isinstance(value, type(u"")) or hasattr(value, "bit_length"):
            return value
        if isinstance(value, (bytes, bytearray, memoryview)):
            return "".join("%02x" % byte for byte in bytearray(bytes(value)))
        if isinstance(value, (list, tuple)):
            return [self.plain(item) for item in value]
        if isinstance(value, (ctypes.Structure, ctypes.Union)):
            return [[entry[0], self.plain(getattr(value, entry[0]))] for entry in self.fields(type(value))]
        if isinstance(value, ctypes.Array):
            return [self.plain(item) for item in value]
        if isinstance(value, ctypes._SimpleCData) and type(value)._type_ not in "zZPO":
            return self.plain(value.value)
        return "%s %s" % (self.typeof(value), "object" if value else "null")
