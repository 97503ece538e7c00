using System.Diagnostics;

namespace Touchstone.Ffi.Types;

/// <summary>How C is laid out on one kind of machine, as data: any target's layout can be computed anywhere.</summary>
/// <param name="Name">As compilers name the target.</param>
/// <param name="IsProven">False where compilers for this target have been asked for sizes and offsets only, not yet for the bits of bit-fields.</param>
/// <param name="NativeRule">What <see cref="LayoutRule.Native"/> stands for.</param>
/// <param name="ByteOrder">Never <see cref="ByteOrder.Native"/>.</param>
/// <param name="LongSize">Bytes of <c>long</c>.</param>
/// <param name="WideAlignment">Bytes that 8-byte integers and doubles are aligned to inside an aggregate.</param>
/// <param name="UnnamedBitFieldsAlign">Whether an unnamed bit-field raises its aggregate's alignment as a named one does.</param>
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
    bool CharIsSigned,
    bool UnnamedBitFieldsAlign,
    ScalarFormat WChar,
    ScalarFormat LongDouble
)
{
    public static TargetAbi LinuxX64 { get; } =
        new(
            "x86_64-linux-gnu",
            IsProven: true,
            LayoutRule.GccSysV,
            ByteOrder.Little,
            PointerSize: 8,
            LongSize: 8,
            WideAlignment: 8,
            CharIsSigned: true,
            UnnamedBitFieldsAlign: false,
            WChar: new(4, 4, ScalarClass.Signed),
            LongDouble: new(16, 16, ScalarClass.Float)
        );

    public static TargetAbi LinuxX86 { get; } =
        new(
            "i386-linux-gnu",
            IsProven: false,
            LayoutRule.GccSysV,
            ByteOrder.Little,
            PointerSize: 4,
            LongSize: 4,
            WideAlignment: 4,
            CharIsSigned: true,
            UnnamedBitFieldsAlign: false,
            WChar: new(4, 4, ScalarClass.Signed),
            LongDouble: new(12, 4, ScalarClass.Float)
        );

    public static TargetAbi LinuxArm64 { get; } =
        new(
            "aarch64-linux-gnu",
            IsProven: false,
            LayoutRule.GccSysV,
            ByteOrder.Little,
            PointerSize: 8,
            LongSize: 8,
            WideAlignment: 8,
            CharIsSigned: false,
            UnnamedBitFieldsAlign: true,
            WChar: new(4, 4, ScalarClass.Unsigned),
            LongDouble: new(16, 16, ScalarClass.Float)
        );

    public static TargetAbi WindowsX64 { get; } =
        new(
            "x86_64-pc-windows-msvc",
            IsProven: false,
            LayoutRule.Ms,
            ByteOrder.Little,
            PointerSize: 8,
            LongSize: 4,
            WideAlignment: 8,
            CharIsSigned: true,
            UnnamedBitFieldsAlign: false,
            WChar: new(2, 2, ScalarClass.Unsigned),
            LongDouble: new(8, 8, ScalarClass.Float)
        );

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

    private ScalarFormat Integer(int size, ScalarClass @class) =>
        new(size, size == 8 ? WideAlignment : size, @class);

    public override string ToString() => Name;
}
