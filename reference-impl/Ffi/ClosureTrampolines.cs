using System.Buffers.Binary;

namespace Touchstone.Ffi;

/// <summary>The addresses that C is given: each loads its closure's handle and jumps to the entry that its type needs.</summary>
/// <remarks>
/// The code is written once for many trampolines and finds its two words in a page behind it, so that making a closure changes no
/// executable page.
/// </remarks>
internal static unsafe class ClosureTrampolines
{
    // mov r10, [rip + handle]; jmp [rip + entry]
    private const int Size = 16;
    private const int HandleEnd = 7;
    private const int EntryEnd = 13;

    private static readonly int s_bytes = 4 * ExecutableMemory.PageSize;
    private static readonly Stack<nint> s_free = new();
    private static readonly Lock s_lock = new();

    /// <returns>The address for C; 0 where the system gives no executable memory.</returns>
    public static nint Take(nint handle, nint entry)
    {
        nint trampoline;
        lock (s_lock)
        {
            if (!s_free.TryPop(out trampoline))
            {
                if (!Add())
                {
                    return 0;
                }
                trampoline = s_free.Pop();
            }
        }
        var words = (nint*)(trampoline + s_bytes);
        words[0] = handle;
        words[1] = entry;
        return trampoline;
    }

    /// <summary>C may not call it any more.</summary>
    public static void Give(nint trampoline)
    {
        lock (s_lock)
        {
            s_free.Push(trampoline);
        }
    }

    private static bool Add()
    {
        var code = ExecutableMemory.Map(s_bytes, s_bytes, Write);
        for (var at = s_bytes - Size; code != 0 && at >= 0; at -= Size)
        {
            s_free.Push(code + at);
        }
        return code != 0;
    }

    // Each trampoline's words lie as far behind it as the first one's.
    private static void Write(nint code)
    {
        for (var at = 0; at < s_bytes; at += Size)
        {
            var bytes = new Span<byte>((void*)(code + at), Size);
            ((ReadOnlySpan<byte>)[0x4c, 0x8b, 0x15]).CopyTo(bytes);
            BinaryPrimitives.WriteInt32LittleEndian(bytes[3..], s_bytes - HandleEnd);
            ((ReadOnlySpan<byte>)[0xff, 0x25]).CopyTo(bytes[HandleEnd..]);
            BinaryPrimitives.WriteInt32LittleEndian(
                bytes[(HandleEnd + 2)..],
                s_bytes + sizeof(nint) - EntryEnd
            );
        }
    }
}
