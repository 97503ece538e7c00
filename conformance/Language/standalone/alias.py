

def memory_of(handle):
    """How a handle's bytes are read and written; None for what has no memory or cannot be written."""
    if isinstance(handle, bytearray):
        return len(handle), lambda: bytearray(handle), handle.__setitem__
    try:
        address, size = ctypes.addressof(handle), ctypes.sizeof(handle)
    except TypeError:
        return None
    return size, lambda: bytearray(ctypes.string_at(address, size)), lambda at, byte: ctypes.memset(address + at, byte, 1)


def alias(self, key, labels, handles):
    """Writes every byte through each handle: at which distance the bytes of the others change."""
    windows, table = [memory_of(handle) for handle in handles], []
    for writer in windows:
        row = [set() for _ in windows]
        for at in range(writer[0] if writer else 0):
            before = [window and window[1]() for window in windows]
            writer[2](at, writer[1]()[at] ^ 0xFF)
            after = [window and window[1]() for window in windows]
            writer[2](at, writer[1]()[at] ^ 0xFF)
            for shifts, old, new in zip(row, before, after):
                shifts.update(hit - at for hit in range(len(old or ())) if old[hit] != new[hit])
        table.append([",".join("%+d" % shift for shift in sorted(shifts)) or "." for shifts in row])
    self.emit(key, {"of": labels, "a write at 0 changes the byte at": table})


Observer.alias = alias
