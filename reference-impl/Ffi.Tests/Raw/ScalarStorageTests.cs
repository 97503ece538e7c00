using System.Numerics;
using Touchstone.Ffi.Types;
using static Touchstone.Ffi.Tests.Raw.RawFixture;

namespace Touchstone.Ffi.Tests.Raw;

/// <summary>Scalars that are read and written by a type known at run time, held against C's own casts and loads.</summary>
public sealed unsafe class ScalarStorageTests
{
    private static readonly ScalarKind[] s_integers =
    [
        ScalarKind.Char,
        ScalarKind.Bool,
        ScalarKind.WChar,
        ScalarKind.SignedChar,
        ScalarKind.UnsignedChar,
        ScalarKind.Short,
        ScalarKind.UnsignedShort,
        ScalarKind.Int,
        ScalarKind.UnsignedInt,
        ScalarKind.Long,
        ScalarKind.UnsignedLong,
        ScalarKind.LongLong,
        ScalarKind.UnsignedLongLong,
        ScalarKind.Size,
    ];

    private static readonly long[] s_values =
    [
        0,
        1,
        -1,
        127,
        128,
        255,
        256,
        -128,
        -129,
        32767,
        32768,
        65536,
        int.MaxValue,
        int.MinValue,
        1L << 32,
        long.MaxValue,
        long.MinValue,
        0x0123_4567_89ab_cdef,
    ];

    private static readonly double[] s_reals =
    [
        0,
        -0.0,
        1.5,
        -2.75,
        1e300,
        1e-300,
        1e-40,
        double.MaxValue,
        double.Epsilon,
        double.PositiveInfinity,
        double.NegativeInfinity,
        1.0 / 3,
    ];

    public static TheoryData<ScalarKind, ByteOrder> Integers =>
        new(
            from kind in s_integers
            from order in new[] { ByteOrder.Native, ByteOrder.Big }
            select (kind, order)
        );

    public static TheoryData<ScalarKind, ByteOrder> Reals =>
        new()
        {
            { ScalarKind.Float, ByteOrder.Native },
            { ScalarKind.Float, ByteOrder.Big },
            { ScalarKind.Double, ByteOrder.Native },
            { ScalarKind.Double, ByteOrder.Big },
            { ScalarKind.LongDouble, ByteOrder.Native },
        };

    public static TheoryData<ScalarKind> Complexes =>
        [ScalarKind.ComplexFloat, ScalarKind.ComplexDouble, ScalarKind.ComplexLongDouble];

    [Theory, MemberData(nameof(Integers))]
    public void An_integer_is_truncated_stored_and_read_as_C_does_it(
        ScalarKind kind,
        ByteOrder order
    )
    {
        var type = new CScalar(kind);
        var name = order is ByteOrder.Big ? $"big_{kind}" : $"{kind}";
        var read = (delegate* unmanaged<byte*, long>)Native.Symbol($"read_{name}");
        var write = (delegate* unmanaged<byte*, long, void>)Native.Symbol($"write_{name}");
        var isSigned = Ask($"signed_{kind}") != 0;
        var ours = stackalloc byte[16];
        var theirs = stackalloc byte[16];
        foreach (var value in s_values)
        {
            new Span<byte>(ours, 16).Fill(0xA5);
            new Span<byte>(theirs, 16).Fill(0xA5);
            // Odd, so that nothing relies on alignment.
            write(theirs + 1, value);
            Storage.WriteInteger((nint)ours + 1, type, value, order);
            Assert.Equal(new Span<byte>(theirs, 16).ToArray(), new Span<byte>(ours, 16).ToArray());
            var expected = read(theirs + 1);
            Assert.Equal(
                isSigned ? expected : (Int128)(ulong)expected,
                Storage.ReadInteger((nint)theirs + 1, type, order)
            );
        }
    }

    [Fact]
    public void A_pointer_is_an_unsigned_integer()
    {
        var place = 0L;
        Storage.WriteInteger((nint)(&place), Address, -1);
        Assert.Equal(ulong.MaxValue, Storage.ReadInteger((nint)(&place), Address));
        Assert.Equal(-1, ((delegate* unmanaged<long*, long>)Native.Symbol("read_Pointer"))(&place));
    }

    [Fact]
    public void Any_byte_but_zero_is_true()
    {
        byte place = 2;
        Assert.Equal(1, Storage.ReadInteger((nint)(&place), new CScalar(ScalarKind.Bool)));
    }

    [Theory, MemberData(nameof(Reals))]
    public void A_floating_number_is_rounded_stored_and_read_as_C_does_it(
        ScalarKind kind,
        ByteOrder order
    )
    {
        var type = new CScalar(kind);
        var name = order is ByteOrder.Big ? $"big_{kind}" : $"{kind}";
        var read = (delegate* unmanaged<byte*, double>)Native.Symbol($"read_{name}");
        var write = (delegate* unmanaged<byte*, double, void>)Native.Symbol($"write_{name}");
        var bytes = kind is ScalarKind.LongDouble ? 10 : Layout.Of(type, HostAbi.Current).Size;
        var ours = stackalloc byte[32];
        var theirs = stackalloc byte[32];
        foreach (var value in s_reals)
        {
            write(theirs, value);
            Storage.WriteFloat((nint)ours, type, value, order);
            Assert.Equal(
                new Span<byte>(theirs, bytes).ToArray(),
                new Span<byte>(ours, bytes).ToArray()
            );
            Assert.Equal(
                BitConverter.DoubleToInt64Bits(read(theirs)),
                BitConverter.DoubleToInt64Bits(Storage.ReadFloat((nint)theirs, type, order))
            );
        }
    }

    [Theory, MemberData(nameof(Complexes))]
    public void A_complex_number_is_its_real_part_and_then_its_imaginary(ScalarKind kind)
    {
        var type = new CScalar(kind);
        var place = stackalloc byte[32];
        Storage.WriteComplex((nint)place, type, new Complex(1.5, -2.25));
        Assert.Equal(
            1.5,
            ((delegate* unmanaged<byte*, double>)Native.Symbol($"real_{kind}"))(place)
        );
        Assert.Equal(
            -2.25,
            ((delegate* unmanaged<byte*, double>)Native.Symbol($"imaginary_{kind}"))(place)
        );
        Assert.Equal(new Complex(1.5, -2.25), Storage.ReadComplex((nint)place, type));
    }

    [Fact]
    public void What_is_no_integer_is_not_read_as_one()
    {
        var number = 0L;
        var place = (nint)(&number);
        Assert.Throws<ArgumentException>(() => Storage.ReadInteger(place, Real));
        Assert.Throws<ArgumentException>(() => Storage.ReadFloat(place, Int));
        Assert.Throws<ArgumentException>(() => Storage.ReadComplex(place, Real));
        Assert.Throws<ArgumentException>(() =>
            Storage.ReadFloat(place, new CScalar(ScalarKind.LongDouble), ByteOrder.Big)
        );
    }

    [Fact]
    public void Every_letter_has_the_size_and_alignment_that_C_gives_it()
    {
        foreach (var kind in s_integers)
        {
            var layout = Layout.Of(new CScalar(kind), HostAbi.Current);
            Assert.Equal(
                (Ask($"size_{kind}"), Ask($"alignment_{kind}")),
                (layout.Size, layout.Alignment)
            );
        }
        var pointer = Layout.Of(Address, HostAbi.Current);
        Assert.Equal(
            (Ask("size_Pointer"), Ask("alignment_Pointer")),
            (pointer.Size, pointer.Alignment)
        );
        Assert.Equal(Ask("size_time_t"), HostAbi.TimeSize);
    }

    [Fact]
    public void What_has_no_size_is_refused() =>
        Assert.Equal(
            CTypeFault.NoSize,
            Assert.Throws<CTypeException>(() => Layout.Of(CVoid.Instance, HostAbi.Current)).Fault
        );

    [Fact]
    public void A_variant_bool_is_minus_one_for_true()
    {
        short place = 0;
        VariantBool.Write((nint)(&place), value: true);
        Assert.Equal(-1, place);
        Assert.True(VariantBool.Read((nint)(&place)));
        VariantBool.Write((nint)(&place), value: false);
        Assert.Equal(0, place);
        Assert.False(VariantBool.Read((nint)(&place)));
    }
}
