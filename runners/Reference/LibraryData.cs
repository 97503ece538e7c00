using System.Globalization;
using System.Runtime.InteropServices;

namespace Touchstone.Reference;

/// <summary>The variables of a loaded library, as they were at one moment.</summary>
/// <remarks>Programs share this process, so what one has changed in the fixtures must not be seen by the next.</remarks>
internal sealed unsafe class LibraryData
{
    private readonly List<(nint Address, byte[] Bytes)> _parts = [];

    /// <param name="path">The absolute path that the library was loaded from.</param>
    public static LibraryData Take(string path)
    {
        var data = new LibraryData();
        // Sound: the library is mapped, and nothing unloads the fixtures; its first page holds its own headers.
        var image = (byte*)BaseOf(path);
        var header = (ElfHeader*)image;
        var constant = nint.Zero; // the end of what the loader makes read-only once it has relocated it
        for (var i = 0; i < header->SegmentCount; i++)
        {
            if (header->Segment(i)->Type == Segment.Relro)
                constant = (nint)image + header->Segment(i)->End & -Environment.SystemPageSize;
        }
        for (var i = 0; i < header->SegmentCount; i++)
        {
            var segment = header->Segment(i);
            if (segment->Type != Segment.Load || (segment->Flags & Segment.Writable) == 0)
                continue;
            var start = nint.Max((nint)image + segment->Address, constant);
            var length = (nint)image + segment->End - start;
            data._parts.Add((start, new ReadOnlySpan<byte>((void*)start, (int)length).ToArray()));
        }
        return data;
    }

    /// <summary>Gives every variable its remembered value.</summary>
    public void Restore()
    {
        foreach (var (address, bytes) in _parts)
            bytes.CopyTo(new Span<byte>((void*)address, bytes.Length));
    }

    private static nint BaseOf(string path)
    {
        // address-address permissions offset device inode path, the lowest address first
        var line = File.ReadLines("/proc/self/maps")
            .First(line => line.EndsWith(' ' + path, StringComparison.Ordinal));
        return nint.Parse(
            line.AsSpan(0, line.IndexOf('-', StringComparison.Ordinal)),
            NumberStyles.HexNumber,
            CultureInfo.InvariantCulture
        );
    }

    /// <summary>Elf64_Ehdr, as far as it is read.</summary>
    [StructLayout(LayoutKind.Explicit)]
    private struct ElfHeader
    {
        [FieldOffset(32)]
        public nint SegmentOffset;

        [FieldOffset(54)]
        public ushort SegmentSize;

        [FieldOffset(56)]
        public ushort SegmentCount;

        /// <summary>Borrowed: the header must be where the loader has put it.</summary>
        public Segment* Segment(int index)
        {
            fixed (ElfHeader* header = &this)
                return (Segment*)((byte*)header + SegmentOffset + index * SegmentSize);
        }
    }

    /// <summary>Elf64_Phdr, as far as it is read; addresses count from the library's base.</summary>
    [StructLayout(LayoutKind.Explicit)]
    private struct Segment
    {
        public const uint Load = 1;
        public const uint Relro = 0x6474e552;
        public const uint Writable = 2;

        [FieldOffset(0)]
        public uint Type;

        [FieldOffset(4)]
        public uint Flags;

        [FieldOffset(16)]
        public nint Address;

        [FieldOffset(40)]
        public nint Size;

        public readonly nint End => Address + Size;
    }
}
