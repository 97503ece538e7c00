using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Touchstone.Ffi.Types;

namespace Touchstone.Ffi;

/// <summary>A signature as libffi is told it: the same for calls and for closures.</summary>
/// <remarks>
/// libffi classifies a struct by its elements and crashes or errs where these do not add up to its real layout (packed structs,
/// unions). So it is never shown the real elements: each aggregate is described by a struct that the ABI carries in the same way,
/// one element an eightbyte. Empty structs are dropped, and a result in memory becomes a first argument that points to it.
/// </remarks>
[SuppressMessage(
    "Design",
    "CA1001:Types that own disposable fields should be disposable",
    Justification = "Calls and closures of one type share a plan; the block frees itself when the last of them is gone."
)]
internal sealed unsafe class LibffiPlan
{
    /// <summary>Their description must fit the stack.</summary>
    public const int MostArguments = 4096;

    private readonly NativeBlock _memory;
    private nint _next;

    /// <param name="signature">One that <see cref="WhyNot"/> has nothing against.</param>
    public LibffiPlan(Signature signature)
    {
        var (arguments, result) = (signature.Arguments, signature.Result);
        var passings = arguments.Select(SysVClassifier.Classify).ToArray();
        var carriage = SysVClassifier.Classify(result);
        ReturnsInMemory = carriage.Carriage is Carriage.Memory;
        ResultFormat = ResultFormatOf(result);
        Positions = new int[passings.Length];
        Count = ReturnsInMemory ? 1 : 0;
        for (var i = 0; i < passings.Length; i++)
        {
            Positions[i] = passings[i].Carriage is Carriage.Nothing ? -1 : Count++;
        }
        // A type is at most its own description, those of three elements, and the array that ends after these.
        var typeSize = 4 * (sizeof(ffi_type) + sizeof(ffi_type*));
        _memory = NativeBlock.Allocate(
            Libffi.CifSize + ((Count + 4) * sizeof(ffi_type*)) + ((Count + 4) * typeSize)
        );
        _next = _memory.Address + Libffi.CifSize;
        var types = (ffi_type**)Take((Count + 1) * sizeof(ffi_type*));
        var pointer = Scalar(Libffi.Pointer, 8, 8);
        if (ReturnsInMemory)
        {
            types[0] = pointer;
        }
        var free = new FreeRegisters(Integers: ReturnsInMemory ? 5 : 6, Sse: 8);
        for (var i = 0; i < passings.Length; i++)
        {
            if (Positions[i] >= 0)
            {
                types[Positions[i]] = Describe(
                    arguments[i],
                    Placed(passings[i], ref free),
                    isResult: false
                );
            }
        }
        var resultType = ReturnsInMemory ? pointer : Describe(result, carriage, isResult: true);
        var status = signature.Function.IsVariadic
            ? Libffi.ffi_prep_cif_var(
                Cif,
                Libffi.SysVX64,
                (uint)Fixed(signature.FixedCount),
                (uint)Count,
                resultType,
                types
            )
            : Libffi.ffi_prep_cif(Cif, Libffi.SysVX64, (uint)Count, resultType, types);
        if (status != 0)
        {
            _memory.Dispose();
            throw new UnsupportedCallException(
                $"libffi refuses the signature, with status {status}"
            );
        }
    }

    /// <summary>Borrowed: valid while this plan is referred to.</summary>
    public void* Cif => (void*)_memory.Address;

    /// <summary>How many arguments libffi sees.</summary>
    public int Count { get; }

    /// <summary>Where each argument of the signature is among libffi's; -1 for one that does not travel.</summary>
    public int[] Positions { get; }

    /// <summary>Whether libffi's first argument is the address of the result.</summary>
    public bool ReturnsInMemory { get; }

    /// <summary>A narrow integer result, which libffi gives and takes widened to a register; else null.</summary>
    public ScalarFormat? ResultFormat { get; }

    /// <returns>Why libffi cannot be told of this signature; null where it can.</returns>
    public static string? WhyNot(Signature signature)
    {
        if (signature.Function.Convention is CallConvention.MicrosoftX64)
        {
            return "the Microsoft x64 convention travels in another way";
        }
        if (LibffiLibrary.WhyNot is { } missing)
        {
            return missing;
        }
        if (HostAbi.Current != TargetAbi.LinuxX64)
        {
            return $"only the System V x86-64 ABI is described to libffi yet, not that of {HostAbi.Current}";
        }
        if (signature.Arguments.Length > MostArguments)
        {
            return $"{signature.Arguments.Length} arguments; at most {MostArguments} can be passed";
        }
        return SysVClassifier.WhyNot(signature) ?? WhyPadded(signature);
    }

    private static string? WhyPadded(Signature signature) =>
        signature
            .Arguments.Append(signature.Result)
            .Where(type =>
                SysVClassifier.Classify(type)
                    is { Carriage: Carriage.Registers, First: Eightbyte.None }
            )
            .Select(type =>
                $"{type} begins with eight bytes of padding, which libffi cannot be told"
            )
            .FirstOrDefault();

    [StructLayout(LayoutKind.Auto)]
    private record struct FreeRegisters(int Integers, int Sse);

    /// <summary>Follows where an argument goes: libffi's closures take eight bytes of padding for an integer, so they are left out
    /// in registers, and only there.</summary>
    private static Passing Placed(Passing passing, ref FreeRegisters free)
    {
        if (passing.Carriage is not Carriage.Registers)
        {
            return passing;
        }
        var left = Without(passing.Second, Without(passing.First, free));
        if (left.Integers < 0 || left.Sse < 0)
        {
            return passing.Second is Eightbyte.None && passing.Size > 8
                ? passing with
                {
                    Carriage = Carriage.Memory,
                }
                : passing;
        }
        free = left;
        return passing.Second is Eightbyte.None
            ? passing with
            {
                Size = Math.Min(passing.Size, 8),
            }
            : passing;
    }

    private static FreeRegisters Without(Eightbyte @class, FreeRegisters free) =>
        @class switch
        {
            Eightbyte.Integer => free with { Integers = free.Integers - 1 },
            Eightbyte.Sse => free with { Sse = free.Sse - 1 },
            _ => free,
        };

    // libffi counts only the arguments that it sees.
    private int Fixed(int declared)
    {
        var hidden = ReturnsInMemory ? 1 : 0;
        return hidden + Positions.Take(declared).Count(position => position >= 0);
    }

    internal static ScalarFormat? ResultFormatOf(CType result) =>
        result is CScalar scalar
        && HostAbi.Current.Scalar(scalar.Kind) is { IsInteger: true, Size: < 8 } format
            ? format
            : null;

    private ffi_type* Describe(CType type, Passing passing, bool isResult) =>
        (type, passing.Carriage) switch
        {
            (_, Carriage.Nothing) => Scalar(Libffi.Void, 1, 1),
            (CScalar scalar, not Carriage.ComplexX87)
                when HostAbi.Current.Scalar(scalar.Kind)
                    is { Class: not ScalarClass.Complex } format
                    && (format.Class is ScalarClass.Float || format.Size <= 8) => Scalar(
                Code(format),
                format.Size,
                format.Alignment
            ),
            (CPointer, _) => Scalar(Libffi.Pointer, 8, 8),
            // Also where a struct holds it, which may be packed: libffi 3.4 returns zero for its own struct of a long double.
            (_, Carriage.X87) => Scalar(Libffi.LongDouble, 16, passing.Alignment),
            (_, Carriage.ComplexX87) when isResult => Aggregate(
                passing,
                Libffi.Complex,
                Scalar(Libffi.LongDouble, 16, 16)
            ),
            (_, Carriage.Registers) when passing.Second is Eightbyte.None => Aggregate(
                passing,
                Libffi.Struct,
                Element(passing.First, Math.Min(passing.Size, 8))
            ),
            (_, Carriage.Registers) => Aggregate(
                passing,
                Libffi.Struct,
                Element(passing.First, 8),
                Element(passing.Second, passing.Size - 8)
            ),
            // A long double as an element sends even a small struct to memory.
            _ when passing.Size <= 16 => Aggregate(
                passing,
                Libffi.Struct,
                Scalar(Libffi.LongDouble, 16, 16)
            ),
            _ => Aggregate(
                passing,
                Libffi.Struct,
                Scalar(Libffi.UInt64, 8, 8),
                Scalar(Libffi.UInt64, 8, 8),
                Scalar(Libffi.UInt64, 8, 8)
            ),
        };

    // The last eightbyte may be a single float: told a double, libffi would read beyond the value.
    private ffi_type* Element(Eightbyte @class, int bytes) =>
        @class is Eightbyte.Sse
            ? bytes > 4
                ? Scalar(Libffi.Double, 8, 8)
                : Scalar(Libffi.Float, 4, 4)
            : Scalar(Libffi.UInt64, 8, 8);

    private static ushort Code(ScalarFormat format) =>
        (format.Class, format.Size) switch
        {
            (ScalarClass.Float, 4) => Libffi.Float,
            (ScalarClass.Float, 8) => Libffi.Double,
            (ScalarClass.Float, _) => Libffi.LongDouble,
            (ScalarClass.Signed, 1) => Libffi.SInt8,
            (ScalarClass.Signed, 2) => Libffi.SInt16,
            (ScalarClass.Signed, 4) => Libffi.SInt32,
            (ScalarClass.Signed, 8) => Libffi.SInt64,
            (_, 1) => Libffi.UInt8,
            (_, 2) => Libffi.UInt16,
            (_, 4) => Libffi.UInt32,
            (_, 8) => Libffi.UInt64,
            _ => throw new UnreachableException($"no ffi_type for {format}"),
        };

    private ffi_type* Scalar(ushort code, int size, int alignment)
    {
        var type = (ffi_type*)Take(sizeof(ffi_type));
        *type = new ffi_type
        {
            size = (nuint)size,
            alignment = (ushort)alignment,
            type = code,
        };
        return type;
    }

    private ffi_type* Aggregate(
        Passing passing,
        ushort code,
        ffi_type* first,
        ffi_type* second = null,
        ffi_type* third = null
    )
    {
        var type = Scalar(code, passing.Size, passing.Alignment);
        type->elements = (ffi_type**)Take(4 * sizeof(ffi_type*));
        type->elements[0] = first;
        type->elements[1] = second;
        type->elements[2] = third;
        return type;
    }

    private void* Take(int bytes)
    {
        var place = _next;
        _next += bytes;
        return (void*)place;
    }
}
