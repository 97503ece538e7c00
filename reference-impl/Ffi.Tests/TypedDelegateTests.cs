using System.Runtime.InteropServices;
using Touchstone.Ffi.Emit;
using Touchstone.Ffi.Types;

namespace Touchstone.Ffi.Tests;

/// <summary>Typed delegates as a program meets them; that each type travels is asked by the theories over all back-ends.</summary>
public sealed class TypedDelegateTests
{
    private static readonly CScalar s_int = new(ScalarKind.Int);
    private static readonly CScalar s_double = new(ScalarKind.Double);
    private static readonly CPointer s_pointer = new(CVoid.Instance);

    private delegate int OfInt(int value);

    private delegate int ByReference(ref int value);

    private enum Weekday
    {
        Monday = 1,
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Pair
    {
        public int First;
        public int Second;
    }

    private delegate int TakesSpan(Span<int> span);

    private delegate Span<int> GivesSpan();

    // What does not fit, and the words that say why.
    public static TheoryData<Type, CFunction, string> Misfits =>
        new()
        {
            { typeof(Func<int>), new CFunction(s_int, s_int), "takes 1 arguments, Func`1 0" },
            {
                typeof(Func<long, int>),
                new CFunction(s_int, s_int),
                "argument 1: Int64 has 8 bytes, int 4"
            },
            {
                typeof(Func<float, int>),
                new CFunction(s_int, s_int),
                "argument 1: Single cannot stand for int"
            },
            {
                typeof(Func<Pair, int>),
                new CFunction(s_int, new CScalar(ScalarKind.Long)),
                "argument 1: Pair cannot stand for long"
            },
            {
                typeof(Func<string, int>),
                new CFunction(s_int, s_pointer),
                "argument 1: String holds references"
            },
            {
                typeof(ByReference),
                new CFunction(s_int, s_pointer),
                "argument 1: Int32& cannot stand for void*"
            },
            {
                typeof(TakesSpan),
                new CFunction(s_int, s_pointer),
                "argument 1: Span`1 cannot stand for void*"
            },
            {
                typeof(GivesSpan),
                new CFunction(s_pointer),
                "the result: Span`1 cannot stand for void*"
            },
            {
                typeof(Action<int>),
                new CFunction(s_int, s_int),
                "the result: Void cannot stand for int"
            },
            {
                typeof(Func<int, int>),
                new CFunction(CVoid.Instance, s_int),
                "the result: void does not fit Int32"
            },
            { typeof(Func<int, int>), new CFunction(s_int, [s_int], IsVariadic: true), "variadic" },
            { typeof(Func<LongDouble>), new CFunction(new CScalar(ScalarKind.LongDouble)), "x87" },
            { typeof(string), new CFunction(s_int), "String is no delegate type" },
        };

    [Theory, MemberData(nameof(Misfits))]
    public void What_does_not_fit_is_refused_with_the_reason(
        Type delegateType,
        CFunction function,
        string reason
    )
    {
        Assert.False(EmittedBinder.Instance.CanBind(delegateType, function, out var its));
        Assert.Contains(reason, its);
        Assert.Throws<UnsupportedCallException>(() =>
            EmittedBinder.Instance.Bind(1, function, delegateType)
        );
    }

    [Fact]
    public void A_delegate_type_of_ones_own_an_enum_and_a_boolean_stand_for_integers()
    {
        var type = new CFunction(s_int, s_pointer, s_int);
        var address = Fixture.Library.Symbol("call_int");
        Assert.True(
            DelegateBinders.TryBind<Func<nint, Weekday, Weekday>>(
                address,
                type,
                out var call,
                out var reason
            ),
            reason
        );
        Assert.True(
            DelegateBinders.TryCreateClosure(
                new CFunction(s_int, s_int),
                "next",
                new OfInt(value => value + 1),
                out var closure,
                out reason
            ),
            reason
        );
        using (closure)
        {
            Assert.Equal((Weekday)2, call(closure.Address, Weekday.Monday));
        }
        Assert.True(
            DelegateBinders.TryBind<Func<int, double, bool, int, bool>>(
                Fixture.Library.Symbol("echo_bool"),
                new CFunction(
                    new CScalar(ScalarKind.Bool),
                    s_int,
                    s_double,
                    new CScalar(ScalarKind.Bool),
                    s_int
                ),
                out var echo,
                out reason
            ),
            reason
        );
        Assert.True(echo(7, 2.5, true, 9));
        Assert.False(echo(7, 2.5, false, 9));
    }

    [Fact]
    public void The_same_code_calls_every_function_of_a_type()
    {
        var type = new CFunction(s_int, s_int);
        Assert.True(
            DelegateBinders.TryBind<Func<int, int>>(
                Fixture.Library.Symbol("fail_with"),
                type,
                out var first,
                out _
            )
        );
        Assert.True(
            DelegateBinders.TryBind<Func<int, int>>(
                Fixture.Library.Symbol("call_stored"),
                type,
                out var second,
                out _
            )
        );
        Assert.Equal(first.Method, second.Method);
    }

    [Fact]
    public void Without_a_binder_that_can_there_is_a_reason_and_nothing_else()
    {
        Assert.False(
            DelegateBinders.TryBind<Func<long>>(
                1,
                new CFunction(s_int),
                out var call,
                out var reason
            )
        );
        Assert.Null(call);
        Assert.Contains("8 bytes", reason);
        Assert.False(
            DelegateBinders.TryCreateClosure(
                new CFunction(s_int),
                "wrong",
                new Func<long>(() => 1),
                out var closure,
                out reason
            )
        );
        Assert.Null(closure);
        Assert.Contains("8 bytes", reason);
    }
}
