"""What a lowered program calls `_h`: it observes, and judges nothing."""
import ctypes
import gc
import json
import os
import re
import signal
import struct
import sys

import aliasing
import lifetimes
import values
import witness

try:
    import __builtin__ as builtins
except ImportError:
    import builtins


class Unmet(BaseException):
    """Something outside the runtime is missing; no `except Exception` of a program may take it."""


class Unsupported(BaseException):
    """The runtime says that it cannot do what the program needs."""


class Capture(object):
    """Stands in for stdout and stderr: what a program prints is evidence."""

    encoding = "utf-8"

    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(text if isinstance(text, values.text_type) else text.decode("latin-1"))
        return len(text)

    def flush(self):
        pass

    def isatty(self):
        return False

    def text(self):
        return values.text_type("").join(self.parts)


class Calling(object):
    """The body of a callback: the step that called it goes on when it is over."""

    def __init__(self, observer):
        self.observer = observer

    def __enter__(self):
        self.step = self.observer.step

    def __exit__(self, *_):
        self.observer.step = self.step


class Fixtures(object):
    """The fixture library, opened in the three ways of ctypes."""

    def __init__(self, path):
        self.plain = ctypes.CDLL(path)
        self.errno = ctypes.CDLL(path, use_errno=True)
        self.path = path


class Observer(object):
    # 2.7's float("nan") has the sign bit set on x86.
    nan = struct.unpack(">d", b"\x7f\xf8\0\0\0\0\0\0")[0]

    def __init__(self, emit, fixtures, record, forks, other=None):
        """emit(step, key, body) takes an observation; record is the witness or None; other is the twin's other side."""
        self._emit, self._fixtures, self._record, self._forks, self._other = emit, fixtures, record, forks, other
        self._step, self._names, self._seen, self._turns, self._shared = -1, [], {}, {}, {}
        self._unraised = []
        self.output = Capture()

    # -- running ---------------------------------------------------------------------------------------------------

    def __enter__(self):
        self._streams = sys.stdout, sys.stderr
        sys.stdout = sys.stderr = self.output
        if hasattr(sys, "unraisablehook"):
            self._hook = sys.unraisablehook
            sys.unraisablehook = lambda problem: self._unraised.append(problem.exc_type.__name__)
        return self

    def __exit__(self, *_):
        sys.stdout, sys.stderr = self._streams
        if hasattr(sys, "unraisablehook"):
            sys.unraisablehook = self._hook

    @property
    def step(self):
        return self._step

    @step.setter
    def step(self, number):
        self._step = number
        if self._record is not None:
            self._record.mark(number)

    def emit(self, key, body, step=None):
        """Hands an observation out; repeats of a key are told apart."""
        count = self._seen[key] = self._seen.get(key, 0) + 1
        self._emit(self._step if step is None else step, key if count == 1 else "%s@%d" % (key, count), body)

    def finish(self):
        """What is known only at the end: the calls that C saw."""
        seen = witness.calls(self._record.text()) if self._record is not None else []
        if seen:
            self.emit("witness", {"kind": "witness", "calls": seen})

    # -- what programs are made of ---------------------------------------------------------------------------------

    @property
    def library(self):
        return self._fixtures.plain

    @property
    def fx(self):
        return self._fixtures.plain

    @property
    def fxe(self):
        return self._fixtures.errno

    @property
    def py(self):
        return ctypes.PyDLL(self._fixtures.path)  # only when asked for: PyPy has none

    def function(self, symbol, use_errno=False):
        """A function of the fixtures, as an object of its own: two prototypes of one symbol do not meet."""
        try:
            return (self.fxe if use_errno else self.fx)[symbol]
        except AttributeError:
            raise Unmet("the fixture library has no %s" % symbol)

    def types(self, declared):
        """The names of the case's types; of several names for one type the first counts."""
        self._names.extend((ctype, name) for name, ctype in declared)

    def calling(self, name):
        return Calling(self)

    def turn(self, step, count):
        """Which of its results a callback is to return now; the last one is repeated."""
        turn = self._turns[step] = self._turns.get(step, -1) + 1
        return min(turn, count - 1)

    def collect(self):
        for _ in range(3):
            gc.collect()

    def unsupported(self, reason):
        raise Unsupported(reason)

    def on(self, step, engine):
        """Whether this worker plays a side of a twin program; alone it plays both."""
        return self._other is None or self._other("on %d %s" % (step, engine)) == "1"

    def share(self, name, value):
        if self._other is None:
            self._shared[name] = value
        else:
            self._other("share %s %d" % (name, value))

    def shared(self, name):
        return self._shared[name] if self._other is None else int(self._other("shared %s" % name))

    # -- observations ----------------------------------------------------------------------------------------------

    def observe(self, key, value):
        self.emit(key, {"kind": "value", "value": values.encode(value, self._names)})

    def bytes(self, key, value):
        hexadecimal, mask = values.masked_memory(value)
        self.emit(key, {"kind": "bytes", "hex": hexadecimal, "mask": mask})

    def layout(self, key, ctype):
        body = values.layout(ctype)
        body["kind"] = "layout"
        self.emit(key, body)

    def completed(self, step, key, value=None):
        self.emit(key, {"kind": "attempt", "completed": values.encode(value, self._names)}, step)

    def raised(self, step, key):
        """Called where the exception is handled; lets go of it, as its traceback would keep handles alive."""
        error = sys.exc_info()[1]
        body = {"kind": "attempt", "raised": values.class_names(error), "at": self._step, "message": values.message_of(error)}
        error = None
        if values.PY2:
            sys.exc_clear()
        self.emit(key, body, step)

    def attempt(self, key, call):
        """For Python bodies: what `try key: call()` is in steps."""
        try:
            self.completed(self._step, key, call())
        except Exception:
            self.raised(self._step, key)

    def typeof(self, value):
        return values.kind_name(value, self._names)

    def unraised(self):
        """The classes of what callbacks raised: from the hook of 3.8, before it from what was printed."""
        found = list(self._unraised)
        if not found:
            printed = re.finditer(r"(?m)^(?:\w+\.)*(\w+)(?:: .*)?$", self.output.text())
            found = [match.group(1) for match in printed if isinstance(getattr(builtins, match.group(1), None), type)]
        return [values.text_type(name) for name in found]

    def alias(self, key, labels, handles):
        body = self.isolated(lambda: aliasing.observe(labels, handles))
        if "crashed" in body:
            body = {"kind": "alias", "of": labels, "crashed": body["crashed"]}
        self.emit(key, body)

    def watch(self, labels, handles, owners):
        return lifetimes.watch(labels, handles, owners)

    def lifetime(self, key, watched):
        self.emit(key, lifetimes.judge(watched, lifetimes.press(watched)))

    def isolated(self, observe):
        """Runs an observation that writes in a forked copy, where there is fork: what it breaks dies with the copy."""
        if not self._forks:
            return observe()
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reader)
            try:
                text = json.dumps(observe())
            except BaseException:
                text = json.dumps({"failed": "%s: %s" % (sys.exc_info()[0].__name__, values.message_of(sys.exc_info()[1]))})
            write_all(writer, text.encode("ascii"))
            os._exit(0)
        os.close(writer)
        text = read_all(reader)
        status = os.waitpid(child, 0)[1]
        if os.WIFSIGNALED(status):
            return {"crashed": signal_name(os.WTERMSIG(status))}
        body = json.loads(text.decode("ascii"))
        if "failed" in body:
            raise RuntimeError("the observation failed: %s" % body["failed"])
        return body


def write_all(descriptor, data):
    while data:
        data = data[os.write(descriptor, data) :]


def read_all(descriptor):
    parts = []
    while True:
        part = os.read(descriptor, 65536)
        if not part:
            os.close(descriptor)
            return b"".join(parts)
        parts.append(part)


def signal_name(number):
    for name in dir(signal):
        if name.startswith("SIG") and not name.startswith("SIG_") and getattr(signal, name) == number:
            return name
    return "signal %d" % number
