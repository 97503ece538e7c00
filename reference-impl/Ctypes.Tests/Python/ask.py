"""Runs snippets on this Python's ctypes and prints each one's answer in a form that a .NET program can make too."""
import ast, copy, ctypes, gc, json, os, re, struct, sys, warnings, weakref
from ctypes import *
from ctypes import util

SIMPLE = ctypes._SimpleCData
HIDDEN = ("object", "BaseException", "Exception")


def form(value, depth=4):
    if value is None or isinstance(value, bool):
        return repr(value)
    if isinstance(value, int):
        return "int %d" % value
    if isinstance(value, float):
        return "float %s" % struct.pack(">d", value).hex()
    if isinstance(value, complex):
        return "complex %s" % struct.pack(">dd", value.real, value.imag).hex()
    if isinstance(value, (bytes, bytearray)):
        return "%s %s" % (type(value).__name__, bytes(value).hex())
    if isinstance(value, str):
        return "str " + " ".join("%x" % ord(c) for c in value)
    if isinstance(value, (list, tuple)):
        return "%s(%s)" % (type(value).__name__, ", ".join(form(v, depth) for v in value))
    if isinstance(value, dict):
        keys = sorted("key %s" % k if isinstance(k, str) else "identity" for k in value)
        kept = {("key %s" % k if isinstance(k, str) else "identity"): v for k, v in value.items()}
        return "dict(%s)" % ", ".join("%s: %s" % (k, form(kept[k], depth)) for k in keys)
    if isinstance(value, memoryview):
        return "memoryview %s" % bytes(value).hex()
    if isinstance(value, type):
        return "type %s" % value.__name__
    if isinstance(value, ctypes._CFuncPtr):
        return "function %s" % bool(value)
    if isinstance(value, ctypes._Pointer):
        return "pointer %s %s" % (type(value).__name__, bool(value))
    if isinstance(value, SIMPLE):
        shown = bool(value.value) if type(value)._type_ in "zZPO" else form(value.value)
        return "simple %s %s" % (type(value).__name__, shown)
    if isinstance(value, (Structure, Union)):
        names = [f[0] for k in reversed(type(value).__mro__) for f in k.__dict__.get("_fields_", ())]
        inner = ", ".join("%s=%s" % (n, form(getattr(value, n), depth - 1)) for n in names) if depth else ""
        return "%s(%s)" % (type(value).__name__, inner)
    if isinstance(value, Array):
        return "%s[%s]" % (type(value).__name__, ", ".join(form(v, depth - 1) for v in value))
    if type(value).__name__ == "CArgObject":
        return "cparam"
    if type(value).__name__ in ("CField", "Field"):
        return "field %d %d" % (value.offset, value.size)
    return "other"


def fail(name):
    raise __builtins__.__dict__[name](name) if hasattr(__builtins__, "__dict__") else KeyError(name)


def lives_after_drop(names):
    def lives(name):
        watched = weakref.ref(names[name])
        names[name] = None
        gc.collect()
        return watched() is not None

    return lives


def tries(action):
    try:
        return action()
    except Exception as error:
        return type(error).__name__


def why(action):
    try:
        return "nothing: " + form(action())
    except Exception as error:
        return re.sub("0x[0-9a-f]+", "0x", str(error))


def shown(value):
    return re.sub("0x[0-9a-f]+|[0-9]{7,}", "0x", repr(value))


def state(value):
    return value.__reduce__()[1]


def without_address(text):
    return re.sub(" at 0x[0-9a-f]+", "", text)


def told(action):
    try:
        return action()
    except BaseException as error:
        return type(error).__name__, without_address(str(error))


def answer(preamble, source):
    names = dict(ctypes.__dict__)
    names.update(__name__="__main__", _Pointer=ctypes._Pointer, _SimpleCData=ctypes._SimpleCData)
    names.update(tries=tries, why=why, shown=shown, state=state, copy=copy.copy, deepcopy=copy.deepcopy)
    names["warned"] = warned = []
    warnings.simplefilter("always")
    names["warnings"] = texts = []
    warnings.showwarning = lambda message, category, *rest: (
        warned.append(category.__name__),
        texts.append(str(message)),
    )
    names.update(fail=fail, libc=CDLL(None), libe=CDLL(None, use_errno=True))
    names["lives"] = lives_after_drop(names)
    names.update(told=told, find_library=util.find_library)
    names["unraised"] = unraised = []
    names["reports"] = reports = []
    sys.unraisablehook = lambda report: (
        unraised.append(report.exc_type.__name__),
        reports.append(
            (report.exc_type.__name__, without_address(report.err_msg), report.object is not None)
        ),
    )
    try:
        exec(preamble, names)
        tree = ast.parse(source)
        if not isinstance(tree.body[-1], ast.Expr):
            exec(compile(tree, "snippet", "exec"), names)
            return "None"
        last = tree.body.pop()
        exec(compile(tree, "snippet", "exec"), names)
        return form(eval(compile(ast.Expression(last.value), "snippet", "eval"), names))
    except BaseException as error:
        classes = [k.__name__ for k in type(error).__mro__ if k.__name__ not in HIDDEN]
        return "raise " + "(".join(classes)


def answer_apart(preamble, source):
    """In a process of its own: some questions kill some versions. None is then the answer."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        with os.fdopen(theirs, "w") as pipe:
            pipe.write(answer(preamble, source))
        os._exit(0)
    os.close(theirs)
    with os.fdopen(ours) as pipe:
        text = pipe.read()
    return text if os.waitpid(child, 0)[1] == 0 else None


sys.stderr = open("/dev/null", "w")
asked = json.load(sys.stdin)
print(json.dumps([answer_apart(asked["preamble"], source) for source in asked["snippets"]]))
