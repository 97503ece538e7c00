# What Zlib.cs does, with Python's own binding of the same library.
from __future__ import print_function
import binascii
import zlib

text = b"the quick brown fox; " * 20
print("crc32 %08x" % (zlib.crc32(text) & 0xFFFFFFFF))
packed = zlib.compress(text)
print("compressed %d to %d" % (len(text), len(packed)))
print("the same: %s" % (zlib.decompress(packed) == text))
print("streamed: %s" % binascii.hexlify(zlib.compress(text, 9)).decode())
