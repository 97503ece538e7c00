"""The memory in which fixtures note what they receive: a file mapped by both, so that it survives a crash."""
import mmap
import os
import struct

MAGIC, SIZE, TEXT = b"TSWITNS1", 1 << 20, 64
STEP = slice(8, 12)


class Witness(object):
    def __init__(self, path):
        if not os.path.exists(path) or os.path.getsize(path) < SIZE:
            with open(path, "wb") as created:
                created.write(MAGIC + struct.pack("<i", -1) + b"\0" * (SIZE - 12))
        with open(path, "r+b") as opened:
            self.memory = mmap.mmap(opened.fileno(), SIZE)

    def reset(self):
        self.memory[16:24] = b"\0" * 8
        self.mark(-1)

    def mark(self, step):
        """Notes the step that is about to run: where the process was, if it dies."""
        self.memory[STEP] = struct.pack("<i", step)

    def step(self):
        return struct.unpack("<i", self.memory[STEP])[0]

    def text(self):
        length = struct.unpack("<Q", self.memory[16:24])[0]
        return self.memory[TEXT : TEXT + length].decode("ascii", "replace")


def calls(text):
    """The record as data: each function entered, what it received, and what it returned if it did."""
    found, entered = [], []
    for line in text.splitlines():
        mark, _, rest = line.partition(" ")
        if mark == "E":
            call = {"function": rest, "phase": "entered", "arguments": [], "result": None}
            found.append(call)
            entered.append(call)
        elif mark == "A" and entered:
            entered[-1]["arguments"].append(rest)
        elif mark == "R" and entered:
            call = entered.pop()
            call["phase"] = "returned"
            call["result"] = rest if rest else None
    return found
