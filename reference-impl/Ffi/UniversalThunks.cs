using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Touchstone.Ffi;

/// <summary>The registers that a result comes back in, by its eightbytes.</summary>
internal enum ResultRegisters : byte
{
    /// <summary>One integer register, or nothing.</summary>
    Integer,
    Sse,
    IntegerInteger,
    IntegerSse,
    SseInteger,
    SseSse,
}

/// <summary>The compiled calls of the universal back-end, by the registers of the result and the size of the stack.</summary>
/// <remarks>
/// A call is given 14 words for the registers (six integer, eight SSE), then those of the stack. The latter travel as one struct by value:
/// more than 16 bytes are always copied to the stack, where the first word's address is a multiple of 16.
/// </remarks>
internal static unsafe class UniversalThunks
{
    public const int Integers = 6;
    public const int Sse = 8;

    /// <summary>Words before those of the stack.</summary>
    public const int Registers = Integers + Sse;

    /// <summary>8-byte words of the largest stack.</summary>
    public const int MostWords = 4096;

    /// <summary>The words of stack that are passed where so many are asked for.</summary>
    public static int StackClass(int words) =>
        words == 0 ? 0
        : words <= 4 ? 4
        : (int)BitOperations.RoundUpToPowerOf2((uint)words);

    /// <param name="stackWords">One of <see cref="StackClass"/>'s answers.</param>
    /// <returns>
    /// A call of the function with those words; at the third argument it writes as many of 16 bytes as the result's registers hold.
    /// </returns>
    public static delegate* <nint, ulong*, void*, ErrnoSwap*, void> Of(
        ResultRegisters result,
        int stackWords
    ) =>
        stackWords == 0
            ? result switch
            {
                ResultRegisters.Integer => &CallInteger,
                ResultRegisters.Sse => &CallSse,
                ResultRegisters.IntegerInteger => &CallIntegerInteger,
                ResultRegisters.IntegerSse => &CallIntegerSse,
                ResultRegisters.SseInteger => &CallSseInteger,
                _ => &CallSseSse,
            }
            : result switch
            {
                ResultRegisters.Integer => Of<ulong>(stackWords),
                ResultRegisters.Sse => Of<double>(stackWords),
                ResultRegisters.IntegerInteger => Of<Pair<ulong, ulong>>(stackWords),
                ResultRegisters.IntegerSse => Of<Pair<ulong, double>>(stackWords),
                ResultRegisters.SseInteger => Of<Pair<double, ulong>>(stackWords),
                _ => Of<Pair<double, double>>(stackWords),
            };

    private static delegate* <nint, ulong*, void*, ErrnoSwap*, void> Of<TResult>(int stackWords)
        where TResult : unmanaged =>
        stackWords switch
        {
            4 => WithStack<TResult, Stack4>.Ready,
            8 => WithStack<TResult, Stack8>.Ready,
            16 => WithStack<TResult, Stack16>.Ready,
            32 => WithStack<TResult, Stack32>.Ready,
            64 => WithStack<TResult, Stack64>.Ready,
            128 => WithStack<TResult, Stack128>.Ready,
            256 => WithStack<TResult, Stack256>.Ready,
            512 => WithStack<TResult, Stack512>.Ready,
            1024 => WithStack<TResult, Stack1024>.Ready,
            2048 => WithStack<TResult, Stack2048>.Ready,
            _ => WithStack<TResult, Stack4096>.Ready,
        };

    // Without a stack there is one method for each result: the JIT makes a call whose signature holds no type parameter in place, and
    // one that does through a stub, 6 ns dearer.

    private static void CallInteger(nint function, ulong* words, void* result, ErrnoSwap* errno)
    {
        var sse = (double*)(words + Integers);
        ErrnoSwap.Swap(errno);
        var registers = (
            (delegate* unmanaged<
                ulong,
                ulong,
                ulong,
                ulong,
                ulong,
                ulong,
                double,
                double,
                double,
                double,
                double,
                double,
                double,
                double,
                ulong>)function
        )(
            words[0],
            words[1],
            words[2],
            words[3],
            words[4],
            words[5],
            sse[0],
            sse[1],
            sse[2],
            sse[3],
            sse[4],
            sse[5],
            sse[6],
            sse[7]
        );
        ErrnoSwap.Swap(errno);
        *(ulong*)result = registers;
    }

    private static void CallSse(nint function, ulong* words, void* result, ErrnoSwap* errno)
    {
        var sse = (double*)(words + Integers);
        ErrnoSwap.Swap(errno);
        var registers = (
            (delegate* unmanaged<
                ulong,
                ulong,
                ulong,
                ulong,
                ulong,
                ulong,
                double,
                double,
                double,
                double,
                double,
                double,
                double,
                double,
                double>)function
        )(
            words[0],
            words[1],
            words[2],
            words[3],
            words[4],
            words[5],
            sse[0],
            sse[1],
            sse[2],
            sse[3],
            sse[4],
            sse[5],
            sse[6],
            sse[7]
        );
        ErrnoSwap.Swap(errno);
        *(double*)result = registers;
    }

    private static void CallIntegerInteger(
        nint function,
        ulong* words,
        void* result,
        ErrnoSwap* errno
    )
    {
        var sse = (double*)(words + Integers);
        ErrnoSwap.Swap(errno);
        var registers = (
            (delegate* unmanaged<
                ulong,
                ulong,
                ulong,
                ulong,
                ulong,
                ulong,
                double,
                double,
                double,
                double,
                double,
                double,
                double,
                double,
                Pair<ulong, ulong>>)function
        )(
            words[0],
            words[1],
            words[2],
            words[3],
            words[4],
            words[5],
            sse[0],
            sse[1],
            sse[2],
            sse[3],
            sse[4],
            sse[5],
            sse[6],
            sse[7]
        );
        ErrnoSwap.Swap(errno);
        *(Pair<ulong, ulong>*)result = registers;
    }

    private static void CallIntegerSse(nint function, ulong* words, void* result, ErrnoSwap* errno)
    {
        var sse = (double*)(words + Integers);
        ErrnoSwap.Swap(errno);
        var registers = (
            (delegate* unmanaged<
                ulong,
                ulong,
                ulong,
                ulong,
                ulong,
                ulong,
                double,
                double,
                double,
                double,
                double,
                double,
                double,
                double,
                Pair<ulong, double>>)function
        )(
            words[0],
            words[1],
            words[2],
            words[3],
            words[4],
            words[5],
            sse[0],
            sse[1],
            sse[2],
            sse[3],
            sse[4],
            sse[5],
            sse[6],
            sse[7]
        );
        ErrnoSwap.Swap(errno);
        *(Pair<ulong, double>*)result = registers;
    }

    private static void CallSseInteger(nint function, ulong* words, void* result, ErrnoSwap* errno)
    {
        var sse = (double*)(words + Integers);
        ErrnoSwap.Swap(errno);
        var registers = (
            (delegate* unmanaged<
                ulong,
                ulong,
                ulong,
                ulong,
                ulong,
                ulong,
                double,
                double,
                double,
                double,
                double,
                double,
                double,
                double,
                Pair<double, ulong>>)function
        )(
            words[0],
            words[1],
            words[2],
            words[3],
            words[4],
            words[5],
            sse[0],
            sse[1],
            sse[2],
            sse[3],
            sse[4],
            sse[5],
            sse[6],
            sse[7]
        );
        ErrnoSwap.Swap(errno);
        *(Pair<double, ulong>*)result = registers;
    }

    private static void CallSseSse(nint function, ulong* words, void* result, ErrnoSwap* errno)
    {
        var sse = (double*)(words + Integers);
        ErrnoSwap.Swap(errno);
        var registers = (
            (delegate* unmanaged<
                ulong,
                ulong,
                ulong,
                ulong,
                ulong,
                ulong,
                double,
                double,
                double,
                double,
                double,
                double,
                double,
                double,
                Pair<double, double>>)function
        )(
            words[0],
            words[1],
            words[2],
            words[3],
            words[4],
            words[5],
            sse[0],
            sse[1],
            sse[2],
            sse[3],
            sse[4],
            sse[5],
            sse[6],
            sse[7]
        );
        ErrnoSwap.Swap(errno);
        *(Pair<double, double>*)result = registers;
    }

    private static class WithStack<TResult, TStack>
        where TResult : unmanaged
        where TStack : unmanaged
    {
        public static readonly delegate* <nint, ulong*, void*, ErrnoSwap*, void> Ready =
            MakeReady();

        // The runtime compiles the stub of a generic call when it is first made, between errno and the function. So the first call
        // is of a function that looks at none of its arguments.
        private static delegate* <nint, ulong*, void*, ErrnoSwap*, void> MakeReady()
        {
            var words = new ulong[Registers + (sizeof(TStack) / sizeof(ulong))];
            var registers = stackalloc ulong[2];
            fixed (ulong* first = words)
            {
                Call(ErrnoSwap.Function, first, registers, null);
            }
            return &Call;
        }

        private static void Call(nint function, ulong* words, void* result, ErrnoSwap* errno)
        {
            var sse = (double*)(words + Integers);
            ErrnoSwap.Swap(errno);
            var registers = (
                (delegate* unmanaged<
                    ulong,
                    ulong,
                    ulong,
                    ulong,
                    ulong,
                    ulong,
                    double,
                    double,
                    double,
                    double,
                    double,
                    double,
                    double,
                    double,
                    TStack,
                    TResult>)function
            )(
                words[0],
                words[1],
                words[2],
                words[3],
                words[4],
                words[5],
                sse[0],
                sse[1],
                sse[2],
                sse[3],
                sse[4],
                sse[5],
                sse[6],
                sse[7],
                *(TStack*)(words + Registers)
            );
            ErrnoSwap.Swap(errno);
            *(TResult*)result = registers;
        }
    }

    [InlineArray(4)]
    private struct Stack4
    {
        private ulong _first;
    }

    [InlineArray(8)]
    private struct Stack8
    {
        private ulong _first;
    }

    [InlineArray(16)]
    private struct Stack16
    {
        private ulong _first;
    }

    [InlineArray(32)]
    private struct Stack32
    {
        private ulong _first;
    }

    [InlineArray(64)]
    private struct Stack64
    {
        private ulong _first;
    }

    [InlineArray(128)]
    private struct Stack128
    {
        private ulong _first;
    }

    [InlineArray(256)]
    private struct Stack256
    {
        private ulong _first;
    }

    [InlineArray(512)]
    private struct Stack512
    {
        private ulong _first;
    }

    [InlineArray(1024)]
    private struct Stack1024
    {
        private ulong _first;
    }

    [InlineArray(2048)]
    private struct Stack2048
    {
        private ulong _first;
    }

    [InlineArray(4096)]
    private struct Stack4096
    {
        private ulong _first;
    }
}

/// <summary>Two result registers, in the order of the value's eightbytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct Pair<TFirst, TSecond>
    where TFirst : unmanaged
    where TSecond : unmanaged
{
    private readonly TFirst _first;
    private readonly TSecond _second;
}
