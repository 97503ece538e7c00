using System.Runtime.InteropServices;
using System.Text;

namespace Touchstone.Ctypes.Tests.Api;

/// <summary>C functions as C# delegates, and C# delegates as C functions.</summary>
public sealed class TypedFunctionTests
{
    private static CtypesSession Session => CtypesSession.Native;

    private static CLibrary Lib => ApiLibrary.Library;

    [StructLayout(LayoutKind.Sequential)]
    private struct Point
    {
        public double X;
        public double Y;
    }

    private delegate void Divide(int a, int b, out int quotient, out int remainder);

    private delegate double Weigh(in Point p);

    private delegate long Sum(int[] values, int count);

    private delegate void Fill(int[]? values, int count);

    [SetsErrno]
    private delegate int FailWith(int code);

    private delegate int Apply(Func<int, int, int> f, int a, int b);

    private delegate double WeighMade(Func<int, Point> make, int from);

    [Fact]
    public void Numbers_truth_values_and_structs_travel_by_value()
    {
        Assert.Equal(5, Lib.Function<Func<int, int, int>>("add")(2, 3));
        Assert.Equal(3.0, Lib.Function<Func<double, float, double>>("scale")(2, 1.5f));
        Assert.True(Lib.Function<Func<long, bool>>("is_even")(long.MinValue));
        Assert.False(Lib.Function<Func<long, bool>>("is_even")(7));
        var mirrored = Lib.Function<Func<Point, Point>>("mirror")(new Point { X = 1, Y = 2 });
        Assert.Equal((2.0, 1.0), (mirrored.X, mirrored.Y));
    }

    [Fact]
    public void Text_goes_in_and_comes_out_as_UTF_8()
    {
        var length = Lib.Function<Func<string?, nint>>("text_length");
        Assert.Equal(Encoding.UTF8.GetByteCount("grüß"), length("grüß"));
        Assert.Equal(-1, length(null));
        Assert.Throws<ArgumentException>(() => length("a\0b"));
        var greeting = Lib.Function<Func<int, string?>>("greeting");
        Assert.Equal("grüß dich", greeting(1));
        Assert.Null(greeting(0));
    }

    [Fact]
    public void References_and_arrays_are_pointers_for_the_call()
    {
        Lib.Function<Divide>("divide")(17, 5, out var quotient, out var remainder);
        Assert.Equal((3, 2), (quotient, remainder));
        Assert.Equal(13.0, Lib.Function<Weigh>("distance_weighted")(new Point { X = 1, Y = 2 }));
        Assert.Equal(6, Lib.Function<Sum>("sum")([1, 2, 3], 3));
        var squares = new int[5];
        Lib.Function<Fill>("fill")(squares, squares.Length);
        Assert.Equal([0, 1, 4, 9, 16], squares);
        Lib.Function<Fill>("fill")(null, 0);
    }

    [Fact]
    public void Errno_is_what_the_function_left()
    {
        var fail = Lib.Function<FailWith>("fail_with");
        Assert.Equal(-1, fail(34));
        GC.Collect();
        Assert.Equal(34, Session.GetErrno());
    }

    [Fact]
    public void A_delegate_parameter_is_a_callback_for_the_call()
    {
        Assert.Equal(42, Lib.Function<Apply>("apply")((a, b) => a * b, 6, 7));
        Assert.Equal(
            2 * 3 + 4 * 5.0,
            Lib.Function<WeighMade>("weigh_made")(from => new Point { X = from, Y = from * 2 }, 2)
        );
        Assert.Throws<FormatException>(() =>
            Lib.Function<Apply>("apply")((_, _) => throw new FormatException(), 6, 7)
        );
    }

    [Fact]
    public void Calls_nest_through_callbacks()
    {
        var apply = Lib.Function<Apply>("apply");
        Assert.Equal(720, Factorial(6, 1));

        int Factorial(int n, int so) =>
            n == 0 ? so : apply((a, b) => Factorial(a - 1, a * b), n, so);
    }

    [Fact]
    public void A_callback_lives_until_it_is_disposed_and_answers_zero_after_that()
    {
        var errors = new List<Exception>();
        var keep = Lib.Function<Action<nint>>("keep");
        var call = Lib.Function<Func<int, int, int>>("call_kept");
        var callback = Session.Callback<Func<int, int, int>>((a, b) => a - b, errors.Add);
        keep(callback.Address);
        GC.Collect();
        Assert.Equal(4, call(7, 3));
        callback.Dispose();
        Assert.Equal(0, call(7, 3));
        Assert.IsType<ObjectDisposedException>(Assert.Single(errors));
        Assert.Throws<ObjectDisposedException>(() => callback.Address);
    }

    [Fact]
    public void An_error_of_a_lasting_callback_goes_to_its_handler_and_C_gets_zero()
    {
        var errors = new List<Exception>();
        using var callback = Session.Callback<Func<int, int, int>>(
            (_, _) => throw new FormatException(),
            errors.Add
        );
        Assert.Equal(0, Lib.Function<Func<nint, int, int, int>>("apply")(callback.Address, 1, 2));
        Assert.IsType<FormatException>(Assert.Single(errors));
    }

    private delegate int Compare(in int a, in int b);

    [Fact]
    public void A_reference_that_C_passes_as_NULL_is_an_error_and_no_crash()
    {
        var errors = new List<Exception>();
        using var callback = Session.Callback<Compare>((in int a, in int b) => a - b, errors.Add);
        var call = ((CFunctionPointer)callback.Pointer).As<Func<nint, nint, int>>(usesErrno: false);
        Assert.Equal(0, call(0, 0));
        Assert.Equal(
            CMemoryFault.Null,
            Assert.IsType<CMemoryException>(Assert.Single(errors)).Fault
        );
    }

    [Fact]
    public void A_delegate_type_that_C_has_no_counterpart_for_is_refused_by_parameter()
    {
        var refusal = Assert.Throws<CLayoutException>(() =>
            Lib.Function<Func<int, object, int>>("add")
        );
        Assert.Contains(
            "Object has no counterpart in C",
            refusal.Message,
            StringComparison.Ordinal
        );
        Assert.Throws<CLayoutException>(() => Lib.Function<Func<decimal, int>>("add"));
        Assert.Throws<CLayoutException>(() => Lib.Function<Func<char, int>>("add"));
        Assert.Throws<PythonException>(() => Lib.Function<Action>("no_such_function"));
    }
}
