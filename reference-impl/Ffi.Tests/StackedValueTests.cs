using Touchstone.Ffi.Emit;
using Touchstone.Ffi.Types;
using Touchstone.Ffi.Types.Tests;

namespace Touchstone.Ffi.Tests;

/// <summary>Values whose place on the stack depends on what lies before them, and 128-bit integers, which travel as two words.</summary>
public sealed class StackedValueTests
{
    // gcc's code says where the arguments lie: an odd number of words lies before those that may be aligned to 16.
    private const string Source = """
        #include <string.h>
        typedef struct { long double m0; } __attribute__((packed)) packed_ld;
        unsigned char received[4][32];
        __int128 take(__int128 a, int b, unsigned __int128 c, __int128 d, int e, __int128 f)
        {
            memcpy(received[0], &a, 16); memcpy(received[1], &c, 16); memcpy(received[2], &d, 16); memcpy(received[3], &f, 16);
            return a + b + c + d + e + f;
        }
        __int128 call(__int128 (*f)(__int128, int, unsigned __int128, __int128, int, __int128), __int128 *v)
        {
            return f(v[0], 10, v[1], v[2], 20, v[3]);
        }
        int take_packed(long a, long b, long c, long d, long e, long f, int g, packed_ld s, int h)
        {
            memcpy(received[0], &s, 10); return g * 10 + h;
        }
        int call_packed(int (*f)(long, long, long, long, long, long, int, packed_ld, int), packed_ld *s)
        {
            return f(1, 2, 3, 4, 5, 6, 7, *s, 8);
        }
        """;

    private static readonly Lazy<Library?> s_library = new(() => Fixture.Compile(Source));

    private static readonly CScalar s_int = new(ScalarKind.Int);
    private static readonly CScalar s_long = new(ScalarKind.Long);
    private static readonly CScalar s_wide = new(ScalarKind.Int128);

    private static readonly CFunction s_takesWide = new(
        s_wide,
        s_wide,
        s_int,
        new CScalar(ScalarKind.UInt128),
        s_wide,
        s_int,
        s_wide
    );

    private static readonly CFunction s_takesPacked = new(
        s_int,
        s_long,
        s_long,
        s_long,
        s_long,
        s_long,
        s_long,
        s_int,
        Shape.Parse("struct packed { longdouble; }").Type,
        s_int
    );

    private static readonly Int128[] s_values =
    [
        Int128.MaxValue / 7,
        (Int128)(UInt128.MaxValue / 5),
        Int128.MinValue / 3,
        new(0x0123_4567_89ab_cdef, 0xfedc_ba98_7654_3210),
    ];

    private static Int128 Sum => s_values.Aggregate(unchecked((a, b) => a + b)) + 30;

    public static TheoryData<string> Backends =>
        [.. CallBackends.All.Select(backend => backend.Name)];

    [Theory, MemberData(nameof(Backends))]
    public unsafe void A_128_bit_integer_goes_in_and_comes_out(string backend)
    {
        var library = Compiled();
        var frame = new CallFrame(new ulong[6]);
        frame.Set(1, 10);
        frame.Set(4, 20);
        fixed (Int128* values = s_values)
        {
            foreach (var (slot, value) in new[] { (0, 0), (2, 1), (3, 2), (5, 3) })
            {
                frame.SetAddress(slot, (nint)(values + value));
            }
            Int128 result;
            Call(backend, s_takesWide).Invoke(library.Symbol("take"), frame, (nint)(&result));
            Assert.Equal(Sum, result);
        }
        for (var i = 0; i < s_values.Length; i++)
        {
            Assert.Equal(s_values[i], Storage.Read<Int128>(library.Symbol("received") + (32 * i)));
        }
    }

    [Theory, MemberData(nameof(ClosureKinds.All), MemberType = typeof(ClosureKinds))]
    public unsafe void A_128_bit_integer_goes_into_a_callback_and_comes_out(string kind)
    {
        var library = Compiled();
        var seen = new Int128[4];
        using var closure = ClosureKinds.Make(
            kind,
            s_takesWide,
            "wide",
            frame =>
            {
                int[] wide = [0, 2, 3, 5];
                for (var i = 0; i < wide.Length; i++)
                {
                    seen[i] = Storage.Read<Int128>(frame.Argument(wide[i]));
                }
                Storage.Write(frame.Result, s_values[3]);
            }
        );
        fixed (Int128* values = s_values)
        {
            var function = (delegate* unmanaged<nint, Int128*, Pair<ulong, ulong>>)
                library.Symbol("call");
            var result = function(closure.Address, values);
            Assert.Equal(s_values[3], *(Int128*)&result);
        }
        Assert.Equal(s_values, seen);
    }

    [Fact]
    public void A_128_bit_integer_is_Int128_to_a_typed_delegate()
    {
        var library = Compiled();
        var add = EmittedBinder.Instance.Bind(library.Symbol("take"), s_takesWide, typeof(AddWide));
        Assert.Equal(
            Sum,
            ((AddWide)add)(s_values[0], 10, (UInt128)s_values[1], s_values[2], 20, s_values[3])
        );
    }

    private delegate Int128 AddWide(Int128 a, int b, UInt128 c, Int128 d, int e, Int128 f);

    [Theory, MemberData(nameof(Backends))]
    public unsafe void A_packed_long_double_lies_at_the_next_word_of_the_stack(string backend)
    {
        var library = Compiled();
        var value = LongDouble.FromDouble(1.5);
        var frame = new CallFrame(new ulong[9]);
        frame.Set(6, 7);
        frame.SetAddress(7, (nint)(&value));
        frame.Set(8, 8);
        int result;
        Call(backend, s_takesPacked).Invoke(library.Symbol("take_packed"), frame, (nint)(&result));
        Assert.Equal(78, result);
        Assert.Equal(value.Mantissa, Storage.Read<ulong>(library.Symbol("received")));
    }

    [Theory, MemberData(nameof(ClosureKinds.All), MemberType = typeof(ClosureKinds))]
    public unsafe void A_packed_long_double_is_found_at_the_next_word_of_the_stack(string kind)
    {
        var library = Compiled();
        var value = LongDouble.FromDouble(1.5);
        var mantissa = 0UL;
        using var closure = ClosureKinds.Make(
            kind,
            s_takesPacked,
            "packed",
            frame =>
            {
                mantissa = Storage.Read<ulong>(frame.Argument(7));
                Storage.Write(
                    frame.Result,
                    (Storage.Read<int>(frame.Argument(6)) * 10)
                        + Storage.Read<int>(frame.Argument(8))
                );
            }
        );
        var function = (delegate* unmanaged<nint, void*, int>)library.Symbol("call_packed");
        Assert.Equal(78, function(closure.Address, &value));
        Assert.Equal(value.Mantissa, mantissa);
    }

    [Theory]
    [InlineData("struct { int _:3; }")]
    [InlineData("union { union { short _:13; }; }")]
    [InlineData("struct { struct { }; long _:64; long _:64; long _:64; }")]
    public void What_holds_only_unnamed_bit_fields_is_refused(string shape)
    {
        var type = Shape.Parse(shape).Type;
        foreach (var function in new[] { new CFunction(CVoid.Instance, type), new CFunction(type) })
        {
            Assert.False(CallBackends.CanCall(new Signature(function), out var reason));
            Assert.Contains("unnamed bit-fields", reason, StringComparison.Ordinal);
            Assert.False(Closure.CanCreate(function, out reason));
            Assert.Contains("unnamed bit-fields", reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_function_cannot_return_an_array()
    {
        var error = Assert.Throws<CTypeException>(() =>
            new Signature(new CFunction(new CArray(s_int, 3)))
        );
        Assert.Equal(CTypeFault.NoSize, error.Fault);
        Assert.Contains("int[3]()", error.Message, StringComparison.Ordinal);
    }

    private static Library Compiled()
    {
        Assert.SkipWhen(s_library.Value is null, "no gcc on the PATH");
        return s_library.Value;
    }

    private static PreparedCall Call(string backend, CFunction function) =>
        CallBackends.All.First(one => one.Name == backend).Prepare(new Signature(function));
}
