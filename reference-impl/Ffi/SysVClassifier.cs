using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Touchstone.Ffi.Types;

namespace Touchstone.Ffi;

/// <summary>How the System V x86-64 ABI carries a value (psABI, 3.2.3).</summary>
internal enum Carriage : byte
{
    /// <summary>Not at all: <c>void</c>, and gcc's empty struct.</summary>
    Nothing,

    /// <summary>One or two eightbytes, each in an integer or an SSE register; all on the stack where these have run out.</summary>
    Registers,

    /// <summary>On the stack; a result in memory that the caller names in a hidden first argument.</summary>
    Memory,

    /// <summary>A long double, alone or in a struct: on the stack; a result in st(0).</summary>
    X87,

    /// <summary>On the stack; a result in st(0) and st(1).</summary>
    ComplexX87,

    /// <summary>
    /// Bytes that unnamed bit-fields alone make: gcc spends a register on them but no stack, clang neither. No back-end passes them.
    /// </summary>
    Disputed,
}

/// <summary>The class of eight bytes of a value.</summary>
internal enum Eightbyte : byte
{
    /// <summary>Padding.</summary>
    None,
    Integer,
    Sse,
    X87,
    X87Up,
    Memory,
}

/// <param name="First">The class of the first eight bytes, where the value travels in registers.</param>
/// <param name="Second">Of the second eight, if there are any.</param>
/// <param name="Size">Bytes of the value itself, without padding to eightbytes.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Passing(
    Carriage Carriage,
    Eightbyte First,
    Eightbyte Second,
    int Size,
    int Alignment
)
{
    /// <summary>How many of the two eightbytes are of a class.</summary>
    public int Count(Eightbyte @class) => (First == @class ? 1 : 0) + (Second == @class ? 1 : 0);

    /// <summary>Whether the first register holds the second eight bytes: padding has none.</summary>
    public bool BeginsWithPadding => First is Eightbyte.None && Second is not Eightbyte.None;

    public bool UsesSse => First is Eightbyte.Sse || Second is Eightbyte.Sse;
}

/// <summary>Classifies values as the System V x86-64 ABI does, and gcc where the ABI leaves room.</summary>
internal static class SysVClassifier
{
    private static readonly TargetAbi s_abi = TargetAbi.LinuxX64;

    // Looked up by every new signature: a walk over an aggregate costs more than all the rest of it.
    private static readonly ConditionalWeakTable<CAggregate, object> s_aggregates = [];
    private static readonly Passing[] s_scalars =
    [
        .. Enum.GetValues<ScalarKind>().Order().Select(kind => Walk(new CScalar(kind))),
    ];

    public static Passing Classify(CType type)
    {
        switch (type)
        {
            case CScalar scalar:
                return s_scalars[(int)scalar.Kind];
            case CPointer:
                return s_scalars[(int)ScalarKind.Size];
            case CAggregate aggregate:
                if (s_aggregates.TryGetValue(aggregate, out var known))
                {
                    return Unsafe.Unbox<Passing>(known);
                }
                var passing = Walk(aggregate);
                s_aggregates.AddOrUpdate(aggregate, passing);
                return passing;
            default:
                return Walk(type);
        }
    }

    /// <returns>Why no caller can know where a value of the signature travels; null where it can.</returns>
    public static string? WhyNot(Signature signature)
    {
        for (var i = 0; i < signature.Passings.Length; i++)
        {
            if (signature.Passings[i].Carriage is Carriage.Disputed)
            {
                return Disputed(signature.Arguments[i]);
            }
        }
        return signature.ResultPassing.Carriage is Carriage.Disputed
            ? Disputed(signature.Result)
            : null;
    }

    private static string Disputed(CType type) =>
        $"{type} holds nothing but unnamed bit-fields, and C compilers do not agree how such a value travels";

    private static Passing Walk(CType type)
    {
        if (type is CVoid)
        {
            return default;
        }
        var layout = Layout.Of(type, s_abi);
        if (layout.Size == 0)
        {
            return default;
        }
        if (HoldsNothing(type))
        {
            return Whole(Carriage.Disputed, layout);
        }
        if (type is CScalar { Kind: ScalarKind.ComplexLongDouble })
        {
            return Whole(Carriage.ComplexX87, layout);
        }
        if (layout.Size > 16)
        {
            return Whole(Carriage.Memory, layout);
        }
        Span<Eightbyte> classes = [Eightbyte.None, Eightbyte.None];
        Add(type, layout, 0, classes);
        if (layout.Size <= 8)
        {
            // ctypes' old layout rule puts bit-fields outside their aggregate, where there is nothing to travel. A generated program found it.
            classes[1] = Eightbyte.None;
        }
        return (classes[0], classes[1]) switch
        {
            (Eightbyte.X87, Eightbyte.X87Up) => Whole(Carriage.X87, layout),
            (
                Eightbyte.None
                    or Eightbyte.Integer
                    or Eightbyte.Sse,
                Eightbyte.None
                    or Eightbyte.Integer
                    or Eightbyte.Sse
            ) => new Passing(
                Carriage.Registers,
                classes[0],
                classes[1],
                layout.Size,
                layout.Alignment
            ),
            _ => Whole(Carriage.Memory, layout),
        };
    }

    private static Passing Whole(Carriage carriage, Layout layout) =>
        new(carriage, default, default, layout.Size, layout.Alignment);

    private static bool HoldsNothing(CType type) =>
        type switch
        {
            CArray array => array.Length == 0 || HoldsNothing(array.Element),
            CAggregate => Layout
                .Of(type, s_abi)
                .Fields.All(field => !field.IsBitField && HoldsNothing(field.Field.Type)),
            _ => false,
        };

    private static void Add(CType type, Layout layout, int offset, Span<Eightbyte> classes)
    {
        switch (type)
        {
            case CScalar scalar:
                AddScalar(s_abi.Scalar(scalar.Kind), offset, classes);
                break;
            case CPointer:
                AddScalar(s_abi.Scalar(ScalarKind.Size), offset, classes);
                break;
            case CArray array:
                AddArray(array, layout.Size, offset, classes);
                break;
            case CAggregate aggregate:
                AddAggregate(aggregate, layout, offset, classes);
                break;
            default:
                throw new UnreachableException($"no class for {type.GetType().Name}");
        }
    }

    private static void AddAggregate(
        CAggregate aggregate,
        Layout layout,
        int offset,
        Span<Eightbyte> classes
    )
    {
        Span<Eightbyte> own = [Eightbyte.None, Eightbyte.None, Eightbyte.None, Eightbyte.None];
        var inherited = new Layout(0, 1);
        if (aggregate.Definition.Base is { } @base)
        {
            inherited = Layout.Of(@base, s_abi);
            // ctypes lets a union be smaller than its base, which then carries nothing.
            if (inherited.Size <= layout.Size)
            {
                Add(@base, inherited, offset, own);
            }
        }
        // gcc asks unnamed bit-fields, too; clang takes them for padding, and the ABI does not say.
        var fields = layout
            .Fields.Skip(inherited.Fields.Length)
            .Concat(layout.Unnamed.Skip(inherited.Unnamed.Length));
        foreach (var field in fields)
        {
            if (field.Field.IsFlexible)
            {
                continue;
            }
            if (field.IsBitField && aggregate is CUnion)
            {
                AddScalar(HolderOf(field), offset, own);
            }
            else if (field.IsBitField)
            {
                AddBits(field, offset, own);
            }
            else
            {
                var type = field.Field.Type;
                Add(type, Layout.Of(type, s_abi), offset + field.Offset, own);
            }
        }
        // The second half of an x87 register that has lost its first sends the aggregate to memory, and so all that holds it: what
        // else lies there does not mend it.
        if (own[1] is Eightbyte.X87Up && own[0] is not Eightbyte.X87)
        {
            own[1] = Eightbyte.Memory;
        }
        for (var i = 0; i < classes.Length; i++)
        {
            Merge(ref classes[i], own[i]);
        }
    }

    // gcc asks the first element only and repeats its classes: a packed struct of 5 bytes, three in a row, stays in registers although
    // its second float is unaligned. An array of no elements counts where it begins inside an eightbyte: clang ignores it.
    private static void AddArray(CArray array, int size, int offset, Span<Eightbyte> classes)
    {
        if (size == 0 && offset % 8 == 0)
        {
            return;
        }
        var element = Layout.Of(array.Element, s_abi);
        var first = offset / 8;
        if (element.Size > 16)
        {
            Merge(ref classes[first], Eightbyte.Memory);
            return;
        }
        Span<Eightbyte> once = [Eightbyte.None, Eightbyte.None, Eightbyte.None, Eightbyte.None];
        Add(array.Element, element, offset, once);
        var words = ((offset + element.Size - 1) / 8) - first + 1;
        // What sends one element to memory sends them all.
        foreach (var one in once)
        {
            if (one is Eightbyte.Memory)
            {
                Merge(ref classes[first], one);
            }
        }
        for (var i = first; i <= (offset + size - 1) / 8; i++)
        {
            Merge(ref classes[i], once[first + ((i - first) % words)]);
        }
    }

    private static void AddScalar(ScalarFormat format, int offset, Span<Eightbyte> classes)
    {
        // The ABI sends anything with an unaligned field to memory: packing shows in how a value travels.
        if (offset % format.Alignment != 0)
        {
            Merge(ref classes[offset / 8], Eightbyte.Memory);
            return;
        }
        switch (format)
        {
            case { Class: ScalarClass.Float, Size: 16 }:
                Merge(ref classes[0], Eightbyte.X87);
                Merge(ref classes[1], Eightbyte.X87Up);
                break;
            case { Class: ScalarClass.Float or ScalarClass.Complex }:
                for (var at = offset; at < offset + format.Size; at += format.Alignment)
                {
                    Merge(ref classes[at / 8], Eightbyte.Sse);
                }
                break;
            default:
                // __int128 travels as a struct of two longs (psABI §3.2.3).
                for (var at = offset; at < offset + format.Size; at += 8)
                {
                    Merge(ref classes[at / 8], Eightbyte.Integer);
                }
                break;
        }
    }

    // In a union gcc takes a bit-field for the smallest integer that holds it, which can be unaligned.
    private static ScalarFormat HolderOf(FieldLayout field)
    {
        var bytes = (int)BitOperations.RoundUpToPowerOf2((uint)(field.BitWidth + 7) / 8);
        return new ScalarFormat(bytes, bytes, ScalarClass.Unsigned);
    }

    // Bit-fields of a struct are integers wherever they lie; none counts as unaligned.
    private static void AddBits(FieldLayout field, int offset, Span<Eightbyte> classes)
    {
        var inUnit =
            field.ByteOrder is ByteOrder.Big
                ? (field.Size * 8) - field.BitOffset - field.BitWidth
                : field.BitOffset;
        var first = ((offset + field.Offset) * 8) + inUnit;
        var last = first + field.BitWidth - 1;
        // ctypes' old layout rule puts fields outside their aggregate; those carry nothing.
        for (var i = Math.Max(first, 0) / 64; i <= last / 64 && i < classes.Length; i++)
        {
            Merge(ref classes[i], Eightbyte.Integer);
        }
    }

    private static void Merge(ref Eightbyte into, Eightbyte other) =>
        into = (into, other) switch
        {
            var (a, b) when a == b => a,
            (Eightbyte.None, var b) => b,
            (var a, Eightbyte.None) => a,
            (Eightbyte.Memory, _) or (_, Eightbyte.Memory) => Eightbyte.Memory,
            (Eightbyte.Integer, _) or (_, Eightbyte.Integer) => Eightbyte.Integer,
            // What is left is an x87 half with another class.
            _ => Eightbyte.Memory,
        };
}
