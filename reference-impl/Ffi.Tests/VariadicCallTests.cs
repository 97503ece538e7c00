using System.Text;
using Touchstone.Ffi.Types;

namespace Touchstone.Ffi.Tests;

/// <summary>Variadic functions, and functions of many arguments.</summary>
public sealed class VariadicCallTests
{
    private static readonly CScalar s_int = new(ScalarKind.Int);
    private static readonly CScalar s_double = new(ScalarKind.Double);
    private static readonly CPointer s_text = new(new CScalar(ScalarKind.Char));

    private static readonly int[] s_counts = [0, 7, 64, 1024];

    // The others cannot say in AL that vector registers are used.
    public static TheoryData<string> BackendsOfVariadics => ["libffi"];

    // By turns l(ong), d(ouble), p(air of both), b(ig struct on the stack): so that each kind of register runs out.
    private static readonly string[] s_turns = ["l", "d", "ld", "pld", "lb"];

    public static TheoryData<string, string, int> Counts =>
        new(
            from backend in CallBackends.All
            from turns in s_turns
            from count in s_counts
            select (backend.Name, turns, count)
        );

    [Theory, MemberData(nameof(BackendsOfVariadics))]
    public unsafe void Further_arguments_of_every_class_arrive(string backendName)
    {
        var point = new CStruct("point");
        point.Complete(new CField("x", s_double), new CField("y", s_double));
        var longDouble = new CScalar(ScalarKind.LongDouble);
        var signature = new Signature(
            new CFunction(s_double, [s_text], IsVariadic: true),
            s_int,
            s_double,
            longDouble,
            point,
            new CScalar(ScalarKind.Long),
            s_text,
            s_double,
            point,
            s_int,
            s_int,
            longDouble
        );
        using var text = Text("idgplsdpiig");
        using var word = Text("four");
        using var wide = NativeBlock.Allocate(16);
        Storage.Write(wide.Address, LongDouble.FromDouble(0.125));
        using var pair = NativeBlock.Allocate(16);
        Storage.Write(pair.Address, 1.5);
        Storage.Write(pair.Address + 8, 2.5);
        var frame = new CallFrame(new ulong[12]);
        frame.SetAddress(0, text.Address);
        frame.Set(1, -3);
        frame.Set(2, 0.5);
        frame.SetAddress(3, wide.Address);
        frame.SetAddress(4, pair.Address);
        frame.Set(5, 1L << 40);
        frame.SetAddress(6, word.Address);
        frame.Set(7, 0.25);
        frame.SetAddress(8, pair.Address);
        frame.Set(9, 100);
        frame.Set(10, 1000);
        frame.SetAddress(11, wide.Address);
        double result;
        Prepare(backendName, signature)
            .Invoke(Fixture.Library.Symbol("variadic_sum"), frame, (nint)(&result));
        Assert.Equal(
            -3 + 0.5 + 0.125 + 26.5 + (1L << 40) + 4 + 0.25 + 26.5 + 100 + 1000 + 0.125,
            result
        );
    }

    [Theory, MemberData(nameof(BackendsOfVariadics))]
    public unsafe void A_variadic_function_gives_a_struct_in_memory(string backendName)
    {
        var big = new CStruct("big");
        big.Complete(new CField("a", new CArray(new CScalar(ScalarKind.Long), 4)));
        var signature = new Signature(
            new CFunction(big, [s_text], IsVariadic: true),
            s_double,
            s_double
        );
        using var text = Text("dd");
        var frame = new CallFrame(new ulong[3]);
        frame.SetAddress(0, text.Address);
        frame.Set(1, 0.5);
        frame.Set(2, 21.0);
        var result = new long[4];
        fixed (long* into = result)
        {
            Prepare(backendName, signature)
                .Invoke(Fixture.Library.Symbol("variadic_big"), frame, (nint)into);
        }
        Assert.Equal([1, 42, 0, 0], result);
    }

    [Theory, InlineData("universal"), InlineData("emitted"), InlineData("libffi")]
    public unsafe void Further_integers_and_strings_arrive(string backendName)
    {
        var signature = new Signature(
            new CFunction(s_double, [s_text], IsVariadic: true),
            s_int,
            new CScalar(ScalarKind.Long),
            s_text,
            s_int,
            s_int,
            s_int,
            s_int
        );
        using var text = Text("ilsiiii");
        using var word = Text("four");
        var frame = new CallFrame(new ulong[8]);
        frame.SetAddress(0, text.Address);
        frame.Set(1, -3);
        frame.Set(2, 1L << 40);
        frame.SetAddress(3, word.Address);
        for (var i = 4; i < 8; i++)
        {
            frame.Set(i, 10 * i);
        }
        double result;
        Prepare(backendName, signature)
            .Invoke(Fixture.Library.Symbol("variadic_sum"), frame, (nint)(&result));
        Assert.Equal(-3 + (1L << 40) + 4 + 40 + 50 + 60 + 70, result);
    }

    [Fact]
    public void Universal_calls_no_variadic_function_that_is_given_vector_registers()
    {
        var signature = new Signature(
            new CFunction(s_double, [s_text], IsVariadic: true),
            s_double
        );
        Assert.False(UniversalBackend.Instance.CanCall(signature, out var reason));
        Assert.Contains("AL", reason);
        Assert.Throws<UnsupportedCallException>(() => UniversalBackend.Instance.Prepare(signature));
        Assert.True(CallBackends.CanCall(signature, out _));
    }

    [Fact]
    public void Further_arguments_are_promoted_as_C_promotes_them()
    {
        var signature = new Signature(
            new CFunction(s_int, [s_text], IsVariadic: true),
            new CScalar(ScalarKind.Float),
            new CScalar(ScalarKind.Char),
            new CScalar(ScalarKind.UnsignedShort),
            new CScalar(ScalarKind.Bool),
            new CScalar(ScalarKind.UnsignedInt),
            new CArray(s_int, 3)
        );
        Assert.Equal(
            [
                s_text,
                s_double,
                s_int,
                s_int,
                s_int,
                new CScalar(ScalarKind.UnsignedInt),
                new CPointer(s_int),
            ],
            signature.Arguments
        );
        Assert.Equal(1, signature.FixedCount);
    }

    [Fact]
    public void A_function_that_is_not_variadic_takes_no_further_arguments() =>
        Assert.Throws<ArgumentException>(() => new Signature(new CFunction(s_int, s_int), s_int));

    [Fact]
    public void A_frame_of_too_few_slots_is_refused_before_the_call() =>
        Assert.Throws<ArgumentException>(() =>
            Fixture.Call<int>("echo_int", new CFunction(s_int, s_int, s_int), 1)
        );

    [Theory, MemberData(nameof(Counts))]
    public unsafe void Any_number_of_arguments_arrives(string backendName, string turns, int count)
    {
        using var library = Fixture.Compile(Weigh(turns, count));
        Assert.SkipWhen(library is null, "no gcc on the PATH");
        var longs = new CScalar(ScalarKind.Long);
        var pair = new CStruct("pair").Complete(new("a", longs), new("b", s_double));
        var big = new CStruct("big").Complete(new("a", longs), new("b", s_double), new("c", longs));
        var signature = new Signature(
            new CFunction(
                s_double,
                [
                    .. Enumerable
                        .Range(0, count)
                        .Select(
                            CType (i) =>
                                turns[i % turns.Length] switch
                                {
                                    'l' => longs,
                                    'd' => s_double,
                                    'p' => pair,
                                    _ => big,
                                }
                        ),
                ]
            )
        );
        var frame = new CallFrame(new ulong[count]);
        using var structs = NativeBlock.Allocate(count * 32);
        var expected = 0.0;
        for (var i = 0; i < count; i++)
        {
            var place = structs.Address + (i * 32);
            Storage.Write(place, i + 1L);
            Storage.Write(place + 8, i + 0.5);
            Storage.Write(place + 16, 2L * i);
            switch (turns[i % turns.Length])
            {
                case 'l':
                    frame.Set(i, i + 1L);
                    expected += (i + 3.0) * (i + 1);
                    break;
                case 'd':
                    frame.Set(i, i + 0.5);
                    expected += (i + 3.0) * (i + 0.5);
                    break;
                case 'p':
                    frame.SetAddress(i, place);
                    expected += (i + 3.0) * (i + 1 + (2 * (i + 0.5)));
                    break;
                default:
                    frame.SetAddress(i, place);
                    expected += (i + 3.0) * (i + 1 + (2 * (i + 0.5)) + (3 * (2 * i)));
                    break;
            }
        }
        double result;
        Prepare(backendName, signature).Invoke(library.Symbol("weigh"), frame, (nint)(&result));
        Assert.Equal(expected, result);
    }

    // The weights differ, so an argument in another's place changes the sum.
    private static string Weigh(string turns, int count)
    {
        var parameters = new StringBuilder();
        var sum = new StringBuilder("0");
        for (var i = 0; i < count; i++)
        {
            var (type, value) = turns[i % turns.Length] switch
            {
                'l' => ("long", $"a{i}"),
                'd' => ("double", $"a{i}"),
                'p' => ("struct pair", $"(a{i}.a + 2 * a{i}.b)"),
                _ => ("struct big", $"(a{i}.a + 2 * a{i}.b + 3 * a{i}.c)"),
            };
            parameters.Append(i == 0 ? "" : ", ").Append(type).Append(" a").Append(i);
            sum.Append(" + ").Append(i + 3).Append(".0 * ").Append(value);
        }
        return $$"""
            struct pair { long a; double b; };
            struct big { long a; double b; long c; };
            double weigh({{(count == 0 ? "void" : parameters)}}) { return {{sum}}; }
            """;
    }

    private static PreparedCall Prepare(string backendName, Signature signature)
    {
        var backend = CallBackends.All.First(one => one.Name == backendName);
        Assert.True(backend.CanCall(signature, out var reason), reason);
        return backend.Prepare(signature);
    }

    private static NativeBlock Text(string text)
    {
        var block = NativeBlock.Allocate(text.Length + 1);
        Encoding.ASCII.GetBytes(text, block.AsSpan());
        return block;
    }
}
