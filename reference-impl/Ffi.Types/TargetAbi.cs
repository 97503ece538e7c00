using System.Collections.Immutable;
using System.Diagnostics;

namespace Touchstone.Ffi.Types;

/// <summary>How C is laid out on one kind of machine, as data: any target's layout can be computed anywhere.</summary>
/// <param name="Name">The target's triple, as <c>clang --target=</c> takes it.</param>
/// <param name="IsProven">Whether a compiler for this target has confirmed sizes, alignments, offsets and the bits of bit-fields.</param>
/// <param name="NativeRule">What <see cref="LayoutRule.Native"/> stands for.</param>
/// <param name="ByteOrder">Never <see cref="ByteOrder.Native"/>.</param>
/// <param name="PointerSize">Bytes of a pointer, and of <c>size_t</c>.</param>
/// <param name="LongSize">Bytes of <c>long</c>.</param>
/// <param name="WideAlignment">Bytes that 8-byte integers and doubles are aligned to inside an aggregate.</param>
/// <param name="Int128Alignment">Bytes that <c>__int128</c> is aligned to; null where no compiler has the type.</param>
/// <param name="CharIsSigned">Whether plain <c>char</c> is.</param>
/// <param name="UnnamedBitFieldsAlign">
/// Whether an unnamed bit-field, also one of no bits, raises its aggregate's alignment as a named one does (AAPCS32 §5.3.4 and AAPCS64
/// §5.9.4: its container's type contributes to the alignment).
/// </param>
/// <param name="WChar">The format of <c>wchar_t</c>.</param>
/// <param name="LongDouble">The format of <c>long double</c>.</param>
public sealed record TargetAbi(
    string Name,
    bool IsProven,
    LayoutRule NativeRule,
    ByteOrder ByteOrder,
    int PointerSize,
    int LongSize,
    int WideAlignment,
    int? Int128Alignment,
    bool CharIsSigned,
    bool UnnamedBitFieldsAlign,
    ScalarFormat WChar,
    ScalarFormat LongDouble
)
{
    private static readonly ScalarFormat s_signedWChar = new(4, 4, ScalarClass.Signed);
    private static readonly ScalarFormat s_unsignedWChar = new(4, 4, ScalarClass.Unsigned);
    private static readonly ScalarFormat s_utf16 = new(2, 2, ScalarClass.Unsigned);
    private static readonly ScalarFormat s_double = new(8, 8, ScalarClass.Float);
    private static readonly ScalarFormat s_longDouble = new(16, 16, ScalarClass.Float);

    /// <summary>x86-64 System V (psABI 1.0, §3.1).</summary>
    public static TargetAbi LinuxX64 { get; } =
        new(
            "x86_64-linux-gnu",
            IsProven: true,
            LayoutRule.GccSysV,
            ByteOrder.Little,
            PointerSize: 8,
            LongSize: 8,
            WideAlignment: 8,
            Int128Alignment: 16,
            CharIsSigned: true,
            UnnamedBitFieldsAlign: false,
            WChar: s_signedWChar,
            LongDouble: s_longDouble
        );

    /// <summary>i386 System V: 8-byte scalars are aligned to 4 inside an aggregate (psABI i386, table 2.1).</summary>
    public static TargetAbi LinuxX86 { get; } =
        LinuxX64 with
        {
            Name = "i386-linux-gnu",
            PointerSize = 4,
            LongSize = 4,
            WideAlignment = 4,
            Int128Alignment = null,
            LongDouble = new(12, 4, ScalarClass.Float),
        };

    /// <summary>AArch64 Linux (AAPCS64).</summary>
    public static TargetAbi LinuxArm64 { get; } =
        LinuxX64 with
        {
            Name = "aarch64-linux-gnu",
            CharIsSigned = false,
            UnnamedBitFieldsAlign = true,
            WChar = s_unsignedWChar,
        };

    /// <summary>32-bit ARM Linux (AAPCS32, hard float or soft: the layout is one).</summary>
    public static TargetAbi LinuxArm { get; } =
        LinuxArm64 with
        {
            Name = "arm-linux-gnueabihf",
            PointerSize = 4,
            LongSize = 4,
            Int128Alignment = null,
            LongDouble = s_double,
        };

    /// <summary>IBM Z Linux, big-endian: nothing in it is aligned beyond 8 (s390x ELF ABI, table 1.1).</summary>
    public static TargetAbi LinuxS390X { get; } =
        LinuxX64 with
        {
            Name = "s390x-linux-gnu",
            ByteOrder = ByteOrder.Big,
            Int128Alignment = 8,
            CharIsSigned = false,
            LongDouble = new(16, 8, ScalarClass.Float),
        };

    /// <summary>64-bit little-endian POWER Linux (ELFv2). Both formats of <c>long double</c> have one size and alignment.</summary>
    public static TargetAbi LinuxPpc64Le { get; } =
        LinuxX64 with
        {
            Name = "powerpc64le-linux-gnu",
            CharIsSigned = false,
        };

    /// <summary>64-bit RISC-V Linux (RISC-V psABI, LP64).</summary>
    public static TargetAbi LinuxRiscV64 { get; } =
        LinuxX64 with
        {
            Name = "riscv64-linux-gnu",
            CharIsSigned = false,
        };

    /// <summary>wasm32 as Emscripten has it: <c>long double</c> is aligned to 8, not to 16 as in WASI.</summary>
    public static TargetAbi Wasm32 { get; } =
        LinuxX64 with
        {
            Name = "wasm32-unknown-emscripten",
            PointerSize = 4,
            LongSize = 4,
            LongDouble = new(16, 8, ScalarClass.Float),
        };

    /// <summary>64-bit Windows, as MSVC and clang's MSVC target lay C out.</summary>
    public static TargetAbi WindowsX64 { get; } =
        LinuxX64 with
        {
            Name = "x86_64-pc-windows-msvc",
            NativeRule = LayoutRule.Msvc,
            LongSize = 4,
            WChar = s_utf16,
            LongDouble = s_double,
        };

    /// <summary>32-bit Windows: unlike i386 Linux it aligns 8-byte scalars to 8.</summary>
    public static TargetAbi WindowsX86 { get; } =
        WindowsX64 with
        {
            Name = "i686-pc-windows-msvc",
            PointerSize = 4,
            Int128Alignment = null,
        };

    /// <summary>Every target that is known here.</summary>
    public static ImmutableArray<TargetAbi> All { get; } =
    [
        LinuxX64,
        LinuxX86,
        LinuxArm64,
        LinuxArm,
        LinuxS390X,
        LinuxPpc64Le,
        LinuxRiscV64,
        Wasm32,
        WindowsX64,
        WindowsX86,
    ];

    /// <summary>The target of a triple, spelled as its <see cref="Name"/> is; null for one that is not known.</summary>
    public static TargetAbi? Find(string name) => All.FirstOrDefault(abi => abi.Name == name);

    /// <summary>Whether the target's compilers have the type: all of them do, but for 128-bit integers.</summary>
    public bool Has(ScalarKind kind) =>
        Int128Alignment is not null || kind is not (ScalarKind.Int128 or ScalarKind.UInt128);

    /// <summary>What a scalar is on this target.</summary>
    /// <exception cref="CTypeException">The target has no such type: <c>__int128</c> on a 32-bit machine.</exception>
    public ScalarFormat Scalar(ScalarKind kind) =>
        kind switch
        {
            ScalarKind.Char => new(1, 1, CharIsSigned ? ScalarClass.Signed : ScalarClass.Unsigned),
            ScalarKind.Bool => new(1, 1, ScalarClass.Bool),
            ScalarKind.WChar => WChar,
            ScalarKind.SignedChar or ScalarKind.Int8 => Integer(1, ScalarClass.Signed),
            ScalarKind.UnsignedChar or ScalarKind.UInt8 => Integer(1, ScalarClass.Unsigned),
            ScalarKind.Short or ScalarKind.Int16 => Integer(2, ScalarClass.Signed),
            ScalarKind.UnsignedShort or ScalarKind.UInt16 => Integer(2, ScalarClass.Unsigned),
            ScalarKind.Int or ScalarKind.Int32 => Integer(4, ScalarClass.Signed),
            ScalarKind.UnsignedInt or ScalarKind.UInt32 => Integer(4, ScalarClass.Unsigned),
            ScalarKind.Long => Integer(LongSize, ScalarClass.Signed),
            ScalarKind.UnsignedLong => Integer(LongSize, ScalarClass.Unsigned),
            ScalarKind.LongLong or ScalarKind.Int64 => Integer(8, ScalarClass.Signed),
            ScalarKind.UnsignedLongLong or ScalarKind.UInt64 => Integer(8, ScalarClass.Unsigned),
            ScalarKind.Int128 => Integer128(kind, ScalarClass.Signed),
            ScalarKind.UInt128 => Integer128(kind, ScalarClass.Unsigned),
            ScalarKind.Size => Integer(PointerSize, ScalarClass.Unsigned),
            ScalarKind.SignedSize => Integer(PointerSize, ScalarClass.Signed),
            ScalarKind.Float => new(4, 4, ScalarClass.Float),
            ScalarKind.Double => new(8, WideAlignment, ScalarClass.Float),
            ScalarKind.LongDouble => LongDouble,
            ScalarKind.ComplexFloat => new(8, 4, ScalarClass.Complex),
            ScalarKind.ComplexDouble => new(16, WideAlignment, ScalarClass.Complex),
            ScalarKind.ComplexLongDouble => new(
                2 * LongDouble.Size,
                LongDouble.Alignment,
                ScalarClass.Complex
            ),
            _ => throw new UnreachableException($"no format for {kind}"),
        };

    /// <summary>The target's name.</summary>
    public override string ToString() => Name;

    /// <summary>Bytes that a variable of this type is aligned to: <c>_Alignof</c> in gcc before its release 8 said these.</summary>
    internal int OwnAlignment(ScalarKind kind)
    {
        var format = Scalar(kind);
        var isWide = format.Size == 8 && format.Class is not ScalarClass.Complex;
        return isWide || kind is ScalarKind.ComplexDouble ? 8 : format.Alignment;
    }

    private ScalarFormat Integer(int size, ScalarClass @class) =>
        new(size, size == 8 ? WideAlignment : size, @class);

    private ScalarFormat Integer128(ScalarKind kind, ScalarClass @class) =>
        Int128Alignment is { } alignment
            ? new(16, alignment, @class)
            : throw new CTypeException(
                CTypeFault.NotOnTarget,
                $"{new CScalar(kind)} does not exist on {Name}: its compilers have no 128-bit integers"
            );
}
