"""What became of memory once its owners are gone. Never decided by reading old bytes alone: freed memory often reads intact."""
import ctypes
import gc
import os

import aliasing
import values

LARGEST = 4096  # bytes of a window that are watched
DECOY, PRESSURE = 0x5A, 0xA5


class Subject(object):
    """A window as integers and a copy; holds no object."""

    def __init__(self, label, address, size, snapshot, shared):
        self.label, self.address, self.size, self.snapshot, self.shared = label, address, size, snapshot, shared


class Watched(object):
    def __init__(self, subjects, decoys):
        self.subjects, self.decoys = subjects, decoys


def watch(labels, handles, owners):
    """Before the owners go: where each handle's memory is, and whether an owner sees what is written there."""
    owner_windows = [aliasing.window(owner) for owner in owners]
    subjects = [latch(label, handle, owner_windows) for label, handle in zip(labels, handles)]
    decoys = [decoy for decoy in (drop_decoy(owner) for owner in owners) if decoy is not None]
    return Watched(subjects, decoys)


def latch(label, handle, owners):
    window = aliasing.window(handle)
    if window is None or window.address is None:
        return Subject(label, None, 0, None, False)
    snapshot = window.read()
    shared = False
    for at in aliasing.probes(window.size):
        before = [owner and owner.read() for owner in owners]
        window.write(at, snapshot[at] ^ 0xFF)
        shared = shared or any(owner and owner.read() != old for owner, old in zip(owners, before))
        window.write(at, snapshot[at])
    size = min(window.size, LARGEST)
    return Subject(label, window.address, size, bytes(snapshot[:size]), shared)


def drop_decoy(owner):
    """Makes a twin of an owner and lets it go at once: whoever finds the owner's death has to find this one, too."""
    if isinstance(owner, values.DATA):
        twin = type(owner)()
        if ctypes.sizeof(twin) < ctypes.sizeof(owner):
            ctypes.resize(twin, ctypes.sizeof(owner))
        size = ctypes.sizeof(twin)
        ctypes.memset(ctypes.addressof(twin), DECOY, size)
        return ctypes.addressof(twin), min(size, LARGEST), type(owner)
    if isinstance(owner, bytes) and len(owner) > 1:
        twin = bytes(bytearray([DECOY]) * len(owner))
        address = ctypes.cast(ctypes.c_char_p(twin), ctypes.c_void_p).value
        return address, min(len(owner), LARGEST), bytes
    if isinstance(owner, bytearray) and owner:
        twin = bytearray([DECOY]) * len(owner)
        view = (ctypes.c_char * len(owner)).from_buffer(twin)
        address = ctypes.addressof(view)
        view = None
        return address, min(len(owner), LARGEST), bytearray
    return None


def press(watched):
    """Collects, and asks for memory of the same sizes and types until what was freed is used again."""
    live = []
    kinds = [(size, ctype) for _, size, ctype in watched.decoys]
    kinds += [(subject.size, None) for subject in watched.subjects if subject.size]
    for _ in range(3):
        for _ in range(3):
            gc.collect()
        for size, ctype in kinds:
            for _ in range(max(8, min(200, 1048576 // max(size, 1)))):
                if ctype not in (None, bytes, bytearray):
                    fill(live, ctype())
                fill(live, (ctypes.c_char * size)())
                live.append((0, 0, bytes(bytearray([PRESSURE]) * size)))
                live.append((0, 0, bytearray([PRESSURE]) * size))
    return live


def fill(live, block):
    address, size = ctypes.addressof(block), ctypes.sizeof(block)
    ctypes.memset(address, PRESSURE, size)
    live.append((address, size, block))


def judge(watched, live):
    """The body of a lifetime observation, decided without touching a handle."""

    def is_intact(address, size, snapshot):
        if any(other < address + size and address < other + length for other, length, _ in live):
            return False  # given to somebody else
        return safe_read(address, size) == snapshot

    intact = [is_intact(address, size, bytes(bytearray([DECOY]) * size)) for address, size, _ in watched.decoys]
    decoy = "none" if not intact else "intact" if any(intact) else "dangling"
    answers = []
    for subject in watched.subjects:
        if subject.address is None:
            answer = "value"
        else:
            held = is_intact(subject.address, subject.size, subject.snapshot)
            if not subject.shared:
                answer = "copied" if held else "copied-then-lost"
            elif held:
                answer = "kept" if decoy == "dangling" else "kept?"  # unproven
            else:
                answer = "dangling"
        answers.append([subject.label, answer])
    return {"kind": "lifetime", "subjects": answers, "decoy": decoy}


_memory = []


def safe_read(address, size):
    """Bytes at an address that may be unmapped; None if it is. Never faults."""
    try:
        if not _memory:
            _memory.append(os.open("/proc/self/mem", os.O_RDONLY))
        os.lseek(_memory[0], address, 0)
        return os.read(_memory[0], size)
    except (OSError, IOError, OverflowError):
        return None


def control():
    """One memory known to dangle and one known to be kept: what the observation says of them on this runtime."""

    class Cell(ctypes.Structure):
        _fields_ = [("x", ctypes.c_int), ("y", ctypes.c_int)]

    block = Cell * 40
    owner = block((5, 6))
    view = block.from_address(ctypes.addressof(owner))
    watched = watch(["dangling"], [view], [owner])
    owner = None
    dangling = judge(watched, press(watched))["subjects"][0][1]
    owner = block((5, 6))
    view = owner[3]
    watched = watch(["kept"], [view], [owner])
    owner = None
    kept = judge(watched, press(watched))["subjects"][0][1]
    return {"dangling": dangling, "kept": kept}
