using System.Text;
using Touchstone.Ctypes;

namespace Touchstone.Examples;

/// <summary>zlib: a checksum, memory to memory, and a stream that keeps its state in a C struct.</summary>
internal static class Zlib
{
    private const int Ok = 0;
    private const int StreamEnd = 1;
    private const int Finish = 4;

    private delegate int Transform(byte[] target, ref nuint targetSize, byte[] source, nuint size);

    public static void Run(TextWriter output)
    {
        var session = CtypesSession.Native;
        var library = session.Load("libz.so.1");
        var text = Encoding.UTF8.GetBytes(
            string.Concat(Enumerable.Repeat("the quick brown fox; ", 20))
        );

        var crc32 = library.Function<Func<nuint, byte[], uint, nuint>>("crc32");
        output.WriteLine($"crc32 {crc32(0, text, (uint)text.Length):x8}");

        var packed = new byte[
            library.Function<Func<nuint, nuint>>("compressBound")((nuint)text.Length)
        ];
        var size = (nuint)packed.Length;
        Check(library.Function<Transform>("compress")(packed, ref size, text, (nuint)text.Length));
        output.WriteLine($"compressed {text.Length} to {size}");

        var back = new byte[text.Length];
        var length = (nuint)back.Length;
        Check(library.Function<Transform>("uncompress")(back, ref length, packed, size));
        output.WriteLine($"the same: {back.AsSpan().SequenceEqual(text)}");

        var streamed = Deflate(session, library, text);
        output.WriteLine($"streamed: {Convert.ToHexStringLower(streamed)}");
    }

    /// <summary>A stream in pieces of 16 bytes: zlib keeps where it is in <c>z_stream</c>.</summary>
    private static byte[] Deflate(CtypesSession session, CLibrary library, byte[] text)
    {
        var types = session.Types;
        var type = session.TypeOf<ZStream>();
        // zlib keeps the stream's address, and pointers to both buffers: blocks stay where they are until they are disposed.
        using var stream = type.Allocate();
        using var input = types.UnsignedChar.Array(text.Length).Allocate();
        using var piece = types.UnsignedChar.Array(16).Allocate();
        text.CopyTo(input.AsSpan<byte>());

        dynamic z = stream;
        dynamic lib = library;
        z.next_in = input;
        z.avail_in = text.Length;
        lib.deflateInit_.Declare(types.Int, type.Pointer(), types.Int, types.Text, types.Int);
        lib.deflate.Declare(types.Int, type.Pointer(), types.Int);
        lib.deflateEnd.Declare(types.Int, type.Pointer());
        lib.zlibVersion.Declare(types.Text);
        Check((int)lib.deflateInit_(stream, 9, (string)lib.zlibVersion(), (int)type.Size));
        var result = new List<byte>();
        int status;
        do
        {
            z.next_out = piece;
            z.avail_out = 16;
            status = lib.deflate(stream, Finish);
            result.AddRange(piece.AsSpan<byte>()[..(16 - (int)z.avail_out)]);
        } while (status == Ok);
        Check((int)lib.deflateEnd(stream));
        return status == StreamEnd
            ? [.. result]
            : throw new InvalidDataException($"zlib: {status}");
    }

    private static void Check(int status)
    {
        if (status != Ok)
            throw new InvalidDataException($"zlib: {status}");
    }

#pragma warning disable CS0649, CS0169, IDE1006, CA1823 // C's names; the class only declares.
    [CStruct(Name = "z_stream")]
    private sealed class ZStream
    {
        [CField(Type = "c_ubyte", IsPointer = true)]
        public object? next_in;
        public uint avail_in;

        [CField(Type = "c_ulong")]
        public ulong total_in;

        [CField(Type = "c_ubyte", IsPointer = true)]
        public object? next_out;
        public uint avail_out;

        [CField(Type = "c_ulong")]
        public ulong total_out;
        public string? msg;
        public nint state;
        public nint zalloc;
        public nint zfree;
        public nint opaque;
        public int data_type;

        [CField(Type = "c_ulong")]
        public ulong adler;

        [CField(Type = "c_ulong")]
        public ulong reserved;
    }
#pragma warning restore CS0649, CS0169, IDE1006, CA1823
}
