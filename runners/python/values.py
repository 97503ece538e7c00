"""Values, types, memory and layouts in the form that observations have: JSON, without any address."""
import binascii
import ctypes
import platform
import struct
import sys

PY2 = sys.version_info[0] == 2
if PY2:
    text_type, integer_types = unicode, (int, long)  # noqa: F821
else:
    text_type, integer_types = str, (int,)

SIMPLE, POINTER, FUNCTION = ctypes._SimpleCData, ctypes._Pointer, ctypes._CFuncPtr
# A common base exists on CPython only.
DATA = (ctypes.Structure, ctypes.Union, ctypes.Array, SIMPLE, POINTER, FUNCTION)
AGGREGATE = (ctypes.Structure, ctypes.Union)

ADDRESS_CODES = "zZPO"
# How 3.15 calls the complex types; 3.14 still has the older letters.
CODES = {"F": "Zf", "D": "Zd", "G": "Zg"}
X87 = platform.machine() in ("x86_64", "AMD64", "i386", "i486", "i586", "i686")


def hexadecimal(data):
    return binascii.hexlify(bytes(data)).decode("ascii")


def fields(ctype):
    """The fields of an aggregate, those of its bases first, as their _fields_ entries."""
    found = []
    for base in reversed(ctype.__mro__):
        found.extend(base.__dict__.get("_fields_", ()))
    return found


def is_plain_simple(ctype):
    """Whether ctypes hands such a value out as a Python object: it does not for subclasses."""
    return issubclass(ctype, SIMPLE) and SIMPLE in ctype.__bases__


def type_name(ctype, names):
    """The name that the case declared; for others a name made of what they are made of."""
    if is_plain_simple(ctype):
        return "%s%d" % (CODES.get(ctype._type_, ctype._type_), ctypes.sizeof(ctype))
    for declared, name in names:
        if declared is ctype:
            return name
    if issubclass(ctype, ctypes.Array):
        return "%s[%d]" % (type_name(ctype._type_, names), ctype._length_)
    if issubclass(ctype, POINTER) and hasattr(ctype, "_type_"):
        return type_name(ctype._type_, names) + "*"
    if issubclass(ctype, FUNCTION):
        return "fn"
    return ctype.__name__


def kind_name(value, names):
    """What typeof() answers."""
    if isinstance(value, DATA):
        return text_type(type_name(type(value), names))
    if value is None:
        return text_type("none")
    if isinstance(value, bool):
        return text_type("bool")
    if isinstance(value, integer_types):
        return text_type("int")
    if isinstance(value, text_type):
        return text_type("text")
    if isinstance(value, bytes):
        return text_type("bytes")
    return text_type(type(value).__name__)


def float_bits(value):
    return "%016x" % struct.unpack(">Q", struct.pack(">d", value))


def escaped(value):
    return value.encode("unicode_escape").decode("ascii")


def encode(value, names):
    """Any value as tagged JSON."""
    if value is None:
        return {"t": "none"}
    if isinstance(value, bool):
        return {"t": "bool", "v": value}
    if isinstance(value, integer_types):
        return {"t": "int", "v": "%d" % value}
    if isinstance(value, float):
        return {"t": "f64", "v": float_bits(value)}
    if isinstance(value, complex):
        return {"t": "complex", "v": [float_bits(value.real), float_bits(value.imag)]}
    if isinstance(value, bytes):
        return {"t": "bytes", "v": hexadecimal(value)}
    if isinstance(value, bytearray):
        return {"t": "bytearray", "v": hexadecimal(value)}
    if isinstance(value, text_type):
        return {"t": "text", "v": escaped(value)}
    if isinstance(value, list):
        return {"t": "list", "v": [encode(item, names) for item in value]}
    if isinstance(value, tuple):
        return {"t": "tuple", "v": [encode(item, names) for item in value]}
    if isinstance(value, memoryview):
        return {"t": "memoryview", "v": hexadecimal(value.tobytes())}
    if isinstance(value, DATA):
        return encode_data(value, names)
    return {"t": "other", "type": type(value).__name__}


def encode_data(value, names):
    ctype = type(value)
    body = {"t": "data", "type": type_name(ctype, names)}
    if isinstance(value, SIMPLE):
        if ctype._type_ in ADDRESS_CODES:
            # Not through .value: an empty py_object raises, and a char* might point anywhere.
            body["v"] = {"t": "address" if any(memory(value)) else "null"}
        else:
            body["v"] = encode(value.value, names)
    elif isinstance(value, (POINTER, FUNCTION)):
        body["v"] = {"t": "address" if value else "null"}
    elif isinstance(value, AGGREGATE):
        body["v"] = [[entry[0], encode_field(value, entry, names)] for entry in fields(ctype)]
    else:
        body["v"] = [encode(item, names) for item in value]
    return body


def encode_field(value, entry, names):
    """A void* or char* field reads as an int or as whatever it points at: only whether it is null is shown."""
    name, ctype = entry[0], entry[1]
    if is_plain_simple(ctype) and ctype._type_ in ADDRESS_CODES:
        start = getattr(type(value), name).offset
        slot = memory(value)[start : start + ctypes.sizeof(ctype)]
        return {"t": "address" if any(slot) else "null"}
    return encode(getattr(value, name), names)


def memory(data):
    return bytearray(ctypes.string_at(ctypes.addressof(data), ctypes.sizeof(data)))


def mask(ctype):
    """One byte for each of the object's: ff where data is, 00 on padding and on addresses, which differ from run to run."""
    size = ctypes.sizeof(ctype)
    if issubclass(ctype, ctypes.Array):
        return mask(ctype._type_) * ctype._length_ if ctype._length_ else bytearray()
    if issubclass(ctype, AGGREGATE):
        result = bytearray(size)
        for entry in fields(ctype):
            if len(entry) == 3:
                part, start = bit_image(ctype, entry), 0
            else:
                part, start = mask(entry[1]), getattr(ctype, entry[0]).offset
            for at, bits in enumerate(part):
                if start + at < size:
                    result[start + at] |= bits
        return result
    if issubclass(ctype, SIMPLE) and ctype._type_ not in ADDRESS_CODES:
        code = CODES.get(ctype._type_, ctype._type_)
        if code in ("g", "Zg") and X87 and size > 8:
            one = size if code == "g" else size // 2
            return (bytearray(b"\xff" * 10) + bytearray(one - 10)) * (size // one)
        return bytearray(b"\xff" * size)
    return bytearray(size)


def masked_memory(value):
    """The bytes of an object and their mask, both in hexadecimal; what the mask hides is zero."""
    if isinstance(value, (bytes, bytearray)):
        return hexadecimal(value), "ff" * len(value)
    raw = memory(value)
    bits = mask(type(value))
    bits += bytearray(b"\xff" * (len(raw) - len(bits)))  # what resize() added belongs to nobody's padding
    return hexadecimal(bytearray(a & b for a, b in zip(raw, bits))), hexadecimal(bits)


def bit_image(ctype, entry):
    """The object's bytes when only this bit-field is set, to all ones."""
    probe = ctype()
    setattr(probe, entry[0], True if issubclass(entry[1], ctypes.c_bool) else -1)
    return memory(probe)


def layout(ctype):
    described = []
    if issubclass(ctype, AGGREGATE):
        for entry in fields(ctype):
            if len(entry) == 3:
                described.append({"name": entry[0], "bits": entry[2], "image": hexadecimal(bit_image(ctype, entry))})
            else:
                field = getattr(ctype, entry[0])
                described.append({"name": entry[0], "offset": field.offset, "size": field.size})
    return {"size": ctypes.sizeof(ctype), "alignment": ctypes.alignment(ctype), "fields": described}


OLD_NAMES = {"IOError": "OSError", "EnvironmentError": "OSError", "error": "OSError", "WindowsError": "OSError"}
NO_CLASSES = ("object", "BaseException", "Exception", "StandardError")


def class_names(error):
    """The class of an exception and its bases, as Python 3 calls them."""
    found = []
    for base in type(error).__mro__:
        name = base.__name__
        if base.__module__ in ("exceptions", "builtins"):
            name = OLD_NAMES.get(name, name)
        if name not in NO_CLASSES and name not in found:
            found.append(name)
    return found


def message_of(error):
    try:
        return escaped(text_type(error))
    except Exception:  # str() of an exception can itself raise on 2.7
        return "?"
