"""Which handles share memory: found by writing through each of them and looking at all."""
import ctypes

import values


class Window(object):
    """How one handle is read, and where it can be written, as bytes."""

    def __init__(self, size, read, write=None, address=None, handle=None):
        self.size, self.read, self.write, self.address, self.handle = size, read, write, address, handle


def window(handle):
    """None for what has no memory: numbers, text, None."""
    if isinstance(handle, values.DATA):
        address, size = ctypes.addressof(handle), ctypes.sizeof(handle)
        return Window(
            size,
            lambda: bytearray(ctypes.string_at(address, size)),
            lambda at, byte: ctypes.memset(address + at, byte, 1),
            address,
            handle,
        )
    if isinstance(handle, bytearray):
        return Window(len(handle), lambda: bytearray(handle), handle.__setitem__, None, handle)
    if isinstance(handle, bytes):
        return Window(len(handle), lambda: bytearray(handle), None, None, handle)
    if isinstance(handle, memoryview):
        return memoryview_window(handle)
    return None


def memoryview_window(view):
    flat = view
    if view.format != "B" and hasattr(view, "cast"):
        flat = view.cast("B")
    writable = not view.readonly and flat.format == "B" and flat.ndim == 1
    if values.PY2:
        write = lambda at, byte: flat.__setitem__(at, chr(byte))
    else:
        write = flat.__setitem__
    return Window(len(view.tobytes()), lambda: bytearray(view.tobytes()), write if writable else None, None, None)


def probes(size):
    """The bytes that are tried: all of a small window; of a large one its ends and the powers of two."""
    if size <= 64:
        return list(range(size))
    powers = [1 << bit for bit in range(3, 40) if 1 << bit < size]
    return sorted(set(list(range(8)) + list(range(size - 8, size)) + powers))


def changed(before, after):
    return [at for at in range(min(len(before), len(after))) if before[at] != after[at]]


def shift_of(hits):
    """The one distance between written and changed bytes; None where there is none or more than one."""
    shifts = set(hit - at for at, found in hits.items() for hit in found)
    return shifts.pop() if len(shifts) == 1 else None


def relation(shift, writer, reader):
    return "=" if shift == 0 and writer.size == reader.size else "%+d" % shift


def cell(writer, reader, hits):
    if writer is None or reader is None:
        return "-"
    if writer.write is None:
        return "ro"
    if not hits:
        return "."
    shift = shift_of(hits)
    if shift is None:
        return "irregular"
    expected = [at for at in probes(writer.size) if 0 <= at + shift < reader.size]
    return relation(shift, writer, reader) + ("" if sorted(hits) == expected else "!partial")


def observe(labels, handles):
    """The body of an alias observation. Writes into the handles' memory, and restores every byte."""
    windows = [window(handle) for handle in handles]
    count = len(handles)
    maps = [[{} for _ in range(count)] for _ in range(count)]
    for i in range(count):
        if windows[i] is not None and windows[i].write is not None:
            write_through(windows, i, maps[i])
    cells = [[cell(windows[i], windows[j], maps[i][j]) for j in range(count)] for i in range(count)]
    native = [native_row(windows, i, maps[i]) for i in range(count)]
    body = {
        "kind": "alias",
        "of": labels,
        "matrix": cells,
        "regions": regions(windows, maps),
        "identity": [min(j for j in range(count) if handles[j] is handles[i]) for i in range(count)],
    }
    if any(row is not None for row in native):
        body["native"] = native
    unstable = [
        labels[i]
        for i in range(count)
        if windows[i] is not None and windows[i].write is not None and windows[i].size and cells[i][i] != "="
    ]
    if unstable:
        body["unstable"] = unstable
    lies = [[labels[i], labels[j]] for i in range(count) for j in range(count) if lies_about(windows, maps, i, j)]
    if lies:
        body["address-disagrees"] = lies
    typed = [typed_row(windows, i, maps[i], cells[i]) for i in range(count)]
    if typed != cells:
        body["typed"] = typed
    return body


def write_through(windows, i, row):
    for at in probes(windows[i].size):
        before = [w and w.read() for w in windows]
        old = before[i][at]
        windows[i].write(at, old ^ 0xFF)
        after = [w and w.read() for w in windows]
        windows[i].write(at, old)
        for j in range(len(windows)):
            if windows[j] is not None:
                hits = changed(before[j], after[j])
                if hits:
                    row[j][at] = hits


def native_row(windows, i, row):
    """C writes the first byte of a bytes object that Python cannot write; None for all other handles."""
    target = windows[i]
    if target is None or target.write is not None or not target.size or not isinstance(target.handle, bytes):
        return None
    before = [w and w.read() for w in windows]
    ctypes.memset(target.handle, before[i][0] ^ 0xFF, 1)
    after = [w and w.read() for w in windows]
    ctypes.memset(target.handle, before[i][0], 1)
    cells = []
    for j in range(len(windows)):
        hits = changed(before[j], after[j]) if windows[j] is not None else []
        if hits:
            row[j][0] = hits
        cells.append("-" if windows[j] is None else relation(hits[0], target, windows[j]) if len(hits) == 1 else "." if not hits else "irregular")
    return cells


def regions(windows, maps):
    """Each window's place in the memory that it was shown to share with others: R0+8:8."""
    count = len(windows)
    found = [None] * count
    number = 0
    for i in range(count):
        if windows[i] is None or found[i] is not None:
            continue
        group = {i: 0}
        todo = [i]
        while todo:
            a = todo.pop()
            for b in range(count):
                if b in group:
                    continue
                shift = shift_of(maps[a][b])
                if shift is None:
                    shift = shift_of(maps[b][a])
                    shift = None if shift is None else -shift
                if shift is not None:
                    group[b] = group[a] - shift
                    todo.append(b)
        low = min(group.values())
        for b in group:
            found[b] = "R%d+%d:%d" % (number, group[b] - low, windows[b].size)
        number += 1
    return found


def lies_about(windows, maps, i, j):
    """Whether the addresses that two handles claim contradict what the writes showed."""
    a, b = windows[i], windows[j]
    if a is None or b is None or a.address is None or b.address is None or not a.size or not b.size:
        return False
    overlap = a.address < b.address + b.size and b.address < a.address + a.size
    reached = [at for at in probes(a.size) if a.address + at >= b.address and a.address + at < b.address + b.size]
    return bool(maps[i][j]) != (overlap and bool(reached))


def typed_row(windows, i, hits, cells):
    """
    One write through ctypes' own setter: an implementation that caches values does not show it in memory, or does not
    see memory change. The row of the matrix again, but for the cells that it contradicts.
    """
    target = windows[i]
    leaf = None if target is None or not isinstance(target.handle, values.DATA) else leaf_of(target.handle)
    if leaf is None:
        return cells
    read, write = leaf
    before = [w and w.read() for w in windows]
    old = read()
    write(other_value(old))
    after = [w and w.read() for w in windows]
    # Back by bytes: what still reads as the new value was cached.
    own = changed(before[i], after[i])
    for at in own:
        target.write(at, before[i][at])
    if read() != old and old == old:
        return ["stale"] * len(windows)
    row = []
    for j in range(len(windows)):
        if windows[j] is None:
            row.append(cells[j])
            continue
        seen = changed(before[j], after[j])
        if not own:  # the setter did not reach its own memory
            row.append(".")
            continue
        expected = sorted(set(hit for at in own for hit in hits[j].get(at, ())))
        if seen == expected or not set(own) <= set(probes(target.size)):
            row.append(cells[j])
        else:
            row.append("." if not seen else "irregular")
    return row


def leaf_of(handle):
    """How the first number or character of a handle is read and set; None where there is none."""
    if isinstance(handle, values.SIMPLE):
        if type(handle)._type_ in values.ADDRESS_CODES:
            return None
        return (lambda: handle.value), (lambda value: setattr(handle, "value", value))
    if isinstance(handle, ctypes.Array):
        return leaf_of_item(handle) if len(handle) else None
    if isinstance(handle, values.AGGREGATE):
        for entry in values.fields(type(handle)):
            found = leaf_of_field(handle, entry)
            if found is not None:
                return found
    return None


def leaf_of_item(array):
    if values.is_plain_simple(type(array)._type_):
        if type(array)._type_._type_ in values.ADDRESS_CODES:
            return None
        return (lambda: array[0]), (lambda value: array.__setitem__(0, value))
    return leaf_of(array[0])


def leaf_of_field(handle, entry):
    name, ctype = entry[0], entry[1]
    if values.is_plain_simple(ctype):
        if ctype._type_ in values.ADDRESS_CODES:
            return None
        return (lambda: getattr(handle, name)), (lambda value: setattr(handle, name, value))
    inner = getattr(handle, name)
    # The characters of a char array field come out as bytes, a copy.
    return leaf_of(inner) if isinstance(inner, values.DATA) else None


def other_value(value):
    """Another value of the same type, with another first byte wherever the type has more than one value."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, values.integer_types):
        return ~value
    if isinstance(value, bytes):
        return bytes(bytearray([bytearray(value)[0] ^ 0xFF]))
    if isinstance(value, values.text_type):
        return values.text_type("A" if value != "A" else "B")
    return 1.5 if value != 1.5 else -2.25
