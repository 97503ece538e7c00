using System.Runtime.CompilerServices;
using Touchstone.Ffi.Types;

namespace Touchstone.Ffi;

/// <summary>Values of any size against 8-byte words: nothing beyond the value is touched.</summary>
internal static unsafe class Words
{
    /// <param name="size">1 to 7 bytes. A whole word might reach into a page that is not there.</param>
    public static ulong Load(byte* bytes, int size)
    {
        var word = 0UL;
        for (var i = size - 1; i >= 0; i--)
        {
            word = (word << 8) | bytes[i];
        }
        return word;
    }

    /// <summary>A narrow integer as a register holds it.</summary>
    public static long Widen(byte* integer, ScalarFormat format) =>
        (format.Size, format.Class is ScalarClass.Signed) switch
        {
            (1, true) => *(sbyte*)integer,
            (1, false) => *integer,
            (2, true) => *(short*)integer,
            (2, false) => *(ushort*)integer,
            (_, true) => *(int*)integer,
            _ => *(uint*)integer,
        };

    /// <summary>Writes the first bytes of the words.</summary>
    /// <param name="size">0 to 16.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ulong* words, void* value, int size)
    {
        switch (size)
        {
            case 0:
                break;
            case 4:
                Unsafe.WriteUnaligned(value, *(uint*)words);
                break;
            case 8:
                Unsafe.WriteUnaligned(value, *words);
                break;
            case 16:
                Unsafe.WriteUnaligned(value, *(UInt128*)words);
                break;
            default:
                Unsafe.CopyBlockUnaligned(value, words, (uint)size);
                break;
        }
    }
}
