

def bytes_at(address, size):
    """Bytes that may be unmapped: read through the system, which never faults."""
    try:
        with open("/proc/self/mem", "rb", 0) as memory:
            memory.seek(address)
            return memory.read(size)
    except (IOError, OSError, ValueError, OverflowError):
        return None


def watch(self, labels, handles, owners):
    found = []
    for label, handle in zip(labels, handles):
        address, size = ctypes.addressof(handle), ctypes.sizeof(handle)
        found.append((label, address, size, ctypes.string_at(address, size)))
    return found


def lifetime(self, key, watched):
    """Collects, uses freed memory again, and looks whether the watched bytes are still there."""
    self.collect()
    live = [(ctypes.c_char * size)(*[b"\xa5"] * size) for _, _, size, _ in watched for _ in range(200)]
    answers = []
    for label, address, size, old in watched:
        taken = any(ctypes.addressof(block) < address + size and address < ctypes.addressof(block) + len(block) for block in live)
        answers.append([label, "intact" if not taken and bytes_at(address, size) == old else "gone"])
    self.emit(key, answers)


Observer.watch, Observer.lifetime = watch, lifetime
