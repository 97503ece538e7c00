using System.Buffers.Binary;

namespace Touchstone.Ffi;

/// <summary>How a closure's result leaves: what an entry loads from <see cref="ClosureEntries.Result"/> at the end.</summary>
internal enum ResultLoad
{
    /// <summary>rax from the first word, rdx from the second; the arguments, too, are in integer registers and on the stack alone.</summary>
    IntegersOnly,

    /// <summary>rax and xmm0 from the first word, rdx and xmm1 from the second: whatever of these the caller looks at.</summary>
    Alike,

    /// <summary>rax from the first word, xmm0 from the second.</summary>
    IntegerSse,

    /// <summary>xmm0 from the first word, rax from the second.</summary>
    SseInteger,

    /// <summary>st(0).</summary>
    X87,

    /// <summary>st(0) from the first 16 bytes, st(1) from the second.</summary>
    ComplexX87,

    /// <summary>rax and xmm0, in the Microsoft x64 convention.</summary>
    Microsoft,
}

/// <summary>Machine code between a trampoline and the runtime: spills what arguments travel in to a frame, calls, loads the result.</summary>
/// <remarks>
/// The frame, from its lowest byte on: six integer registers, eight SSE registers (their low 8 bytes: no type of ours is wider), the result,
/// scratch; then what is saved, and the caller's stack at a constant distance. So every argument is at a constant offset.
/// </remarks>
internal static unsafe class ClosureEntries
{
    public const int Integers = 0;
    public const int Sse = 48;
    public const int Result = 112;

    /// <summary>Sixteen bytes for each argument that registers hold in pieces: at most fourteen.</summary>
    public const int Scratch = Result + 32;

    /// <summary>Sixteen bytes that nothing is read from.</summary>
    public const int Padding = Scratch + (14 * 16);

    /// <summary>The first argument on the caller's stack.</summary>
    public const int Stack = Frame + 16;

    /// <summary>That of the Microsoft convention: behind the 32 bytes that the caller leaves for four registers.</summary>
    public const int MicrosoftStack = Stack + 32;

    // A multiple of 16, as the call wants the stack.
    private const int Frame = Saved + 16 + (10 * 16);
    private const int Saved = Padding + 16;

    private static readonly Lazy<nint[]?> s_entries = new(Map);

    /// <summary>Whether the system lets code be made.</summary>
    public static bool AreAvailable => s_entries.Value is not null;

    /// <returns>Where a trampoline jumps to, if its closure's result leaves so.</returns>
    public static nint Of(ResultLoad load) => s_entries.Value![(int)load];

    private static nint[]? Map()
    {
        var loads = Enum.GetValues<ResultLoad>();
        var entries = new nint[loads.Length];
        var code = ExecutableMemory.Map(
            ExecutableMemory.PageSize,
            0,
            address =>
            {
                var at = address;
                foreach (var load in loads)
                {
                    entries[(int)load] = at;
                    var bytes = Assemble(load);
                    bytes.CopyTo(new Span<byte>((void*)at, bytes.Length));
                    at += (bytes.Length + 15) & ~15;
                }
            }
        );
        return code == 0 ? null : entries;
    }

    private static byte[] Assemble(ResultLoad load)
    {
        var code = new Assembler();
        // push rbp; mov rbp, rsp; sub rsp, Frame
        code.Add(0x55, 0x48, 0x89, 0xe5).Add([0x48, 0x81, 0xec], Frame);
        if (load is ResultLoad.Microsoft)
        {
            SpillMicrosoft(code);
        }
        else
        {
            // rdi, rsi, rdx, rcx, r8, r9
            code.Store(7, 0).Store(6, 8).Store(2, 16).Store(1, 24).Store(8, 32).Store(9, 40);
            for (var i = 0; i < 8 && load is not ResultLoad.IntegersOnly; i++)
            {
                code.StoreDouble(i, Sse + (8 * i));
            }
        }
        // mov rdi, r10; mov rsi, rsp; mov rax, entry; call rax
        code.Add(0x4c, 0x89, 0xd7).Add(0x48, 0x89, 0xe6);
        code.Add([0x48, 0xb8], MachineStub.Entry).Add(0xff, 0xd0);
        switch (load)
        {
            case ResultLoad.IntegersOnly:
                code.Load(0, Result).Load(2, Result + 8);
                break;
            case ResultLoad.Alike:
                code.Load(0, Result).Load(2, Result + 8);
                code.LoadDouble(0, Result).LoadDouble(1, Result + 8);
                break;
            case ResultLoad.IntegerSse:
                code.Load(0, Result).LoadDouble(0, Result + 8);
                break;
            case ResultLoad.SseInteger:
                code.LoadDouble(0, Result).Load(0, Result + 8);
                break;
            case ResultLoad.X87:
                code.LoadX87(Result);
                break;
            case ResultLoad.ComplexX87:
                code.LoadX87(Result + 16).LoadX87(Result);
                break;
            case ResultLoad.Microsoft:
                code.Load(0, Result).LoadDouble(0, Result);
                RestoreMicrosoft(code);
                break;
        }
        // leave; ret
        return code.Add(0xc9, 0xc3).Bytes;
    }

    // Its callers keep rdi, rsi and xmm6 to xmm15 across a call, which System V's callees do not.
    private static void SpillMicrosoft(Assembler code)
    {
        // rcx, rdx, r8, r9
        code.Store(1, 0).Store(2, 8).Store(8, 16).Store(9, 24);
        for (var i = 0; i < 4; i++)
        {
            code.StoreDouble(i, Sse + (8 * i));
        }
        code.Store(7, Saved).Store(6, Saved + 8);
        for (var i = 6; i < 16; i++)
        {
            code.StoreWhole(i, Saved + 16 + (16 * (i - 6)));
        }
    }

    private static void RestoreMicrosoft(Assembler code)
    {
        code.Load(7, Saved).Load(6, Saved + 8);
        for (var i = 6; i < 16; i++)
        {
            code.LoadWhole(i, Saved + 16 + (16 * (i - 6)));
        }
    }

    /// <summary>The few instructions that an entry needs; every place is a displacement from rsp.</summary>
    private sealed class Assembler
    {
        private readonly List<byte> _bytes = [];

        public byte[] Bytes => [.. _bytes];

        public Assembler Add(params ReadOnlySpan<byte> bytes)
        {
            _bytes.AddRange(bytes);
            return this;
        }

        public Assembler Add(ReadOnlySpan<byte> bytes, int number)
        {
            Span<byte> four = stackalloc byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(four, number);
            return Add(bytes).Add(four);
        }

        public Assembler Add(ReadOnlySpan<byte> bytes, nint number)
        {
            Span<byte> eight = stackalloc byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(eight, number);
            return Add(bytes).Add(eight);
        }

        public Assembler Store(int register, int place) =>
            Add([Wide(register), 0x89, ModRM(register), 0x24], place);

        public Assembler Load(int register, int place) =>
            Add([Wide(register), 0x8b, ModRM(register), 0x24], place);

        public Assembler StoreDouble(int register, int place) =>
            Add([0xf2, 0x0f, 0x11, ModRM(register), 0x24], place);

        public Assembler LoadDouble(int register, int place) =>
            Add([0xf2, 0x0f, 0x10, ModRM(register), 0x24], place);

        // movups
        public Assembler StoreWhole(int register, int place) =>
            Add([Narrow(register), 0x0f, 0x11, ModRM(register), 0x24], place);

        public Assembler LoadWhole(int register, int place) =>
            Add([Narrow(register), 0x0f, 0x10, ModRM(register), 0x24], place);

        // fld tbyte
        public Assembler LoadX87(int place) => Add([0xdb, 0xac, 0x24], place);

        private static byte Wide(int register) => (byte)(register < 8 ? 0x48 : 0x4c);

        private static byte Narrow(int register) => (byte)(register < 8 ? 0x40 : 0x44);

        private static byte ModRM(int register) => (byte)(0x84 | ((register & 7) << 3));
    }
}
