using Touchstone.Ffi.Types;
using static Touchstone.Ffi.Tests.Raw.RawFixture;

namespace Touchstone.Ffi.Tests.Raw;

/// <summary>Functions that are found by name or by address, and called with memory.</summary>
public sealed class NativeFunctionTests
{
    private static readonly CFunction s_binary = new(Int, Int, Int);

    [Fact]
    public void Arguments_are_memory_and_so_is_the_result()
    {
        var add = Function("add_shorts", Short, Short, Short);
        using var result = (ArrayView)add.Call(One(Short, 1), One(Short, -3))!;
        Assert.Equal(-2, result.GetInteger(0));
        Assert.Equal((1, true), (result.Length, result.OwnsMemory));
        Assert.Equal(Short, result.Element);
    }

    [Fact]
    public void A_narrow_result_fills_its_own_bytes_and_no_more()
    {
        var negate = Function(
            "negate",
            new CScalar(ScalarKind.SignedChar),
            new CScalar(ScalarKind.SignedChar)
        );
        using var result = negate.Call(One(new CScalar(ScalarKind.SignedChar), -5))!;
        Assert.Equal([5], result.AsSpan().ToArray());
    }

    [Fact]
    public void Floating_numbers_and_structs_travel_too()
    {
        var type = new CScalar(ScalarKind.Float);
        using var argument = ArrayView.Allocate(type, 1);
        argument.SetFloat(0, 3);
        Assert.Equal(1.5, ((ArrayView)Function("halve", type, type).Call(argument)!).GetFloat(0));
        using var point = StructView.Allocate(Point);
        point.SetFloat("x", 1);
        point.SetFloat("y", 2);
        using var mirrored = (StructView)Function("mirror", Point, Point).Call(point)!;
        Assert.Equal((2, 1), (mirrored.GetFloat("x"), mirrored.GetFloat("y")));
    }

    [Fact]
    public void A_struct_in_a_struct_travels_by_value()
    {
        var type = new CStruct("rectangle");
        type.Complete(
            new CField("corner", Point),
            new CField("width", Short),
            new CField("height", Short)
        );
        using var rectangle = StructView.Allocate(type);
        ((StructView)rectangle.Field("corner")).SetFloat("x", 1);
        ((StructView)rectangle.Field("corner")).SetFloat("y", 2);
        rectangle.SetInteger("width", 3);
        rectangle.SetInteger("height", 4);
        using var area = (ArrayView)Function("area", Real, type).Call(rectangle)!;
        Assert.Equal(1212, area.GetFloat(0));
    }

    [Fact]
    public void C_writes_through_a_pointer_argument_and_void_gives_nothing()
    {
        using var place = ArrayView.Allocate(Int, 1);
        var store = Function("store_int", CVoid.Instance, new CPointer(Int), Int);
        Assert.Null(store.Call(place.ByPointer(), One(Int, 42)));
        Assert.Equal(42, place.GetInteger(0));
    }

    [Fact]
    public void Any_pointer_goes_for_any_other_and_comes_back_unsigned()
    {
        var same = Function("same", Address, Address);
        using var result = (ArrayView)
            same.Call(One(new CPointer(Int), unchecked((nint)0x8000_0000_0000_0010)))!;
        Assert.Equal((Int128)0x8000_0000_0000_0010UL, result.GetInteger(0));
    }

    [Theory, InlineData(0), InlineData(1), InlineData(3)]
    public void The_number_of_arguments_must_be_right(int count)
    {
        var add = Function("add_shorts", Short, Short, Short);
        var arguments = Enumerable.Range(0, count).Select(i => (NativeView)One(Short, i)).ToArray();
        Assert.Contains(
            "takes 2 arguments",
            Assert.Throws<ArgumentException>(() => add.Call(arguments)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_argument_of_another_type_is_refused()
    {
        var add = Function("add_shorts", Short, Short, Short);
        Assert.Throws<ArgumentException>(() => add.Call(One(Short, 1), One(Int, 1)));
        Assert.Throws<ArgumentException>(() =>
            add.Call(One(Short, 1), ArrayView.Allocate(Short, 2))
        );
        Assert.Throws<ArgumentException>(() => add.Call(One(Short, 1), StructView.Allocate(Point)));
        Assert.Throws<ArgumentException>(() =>
            Function("mirror", Point, Point)
                .Call(StructView.Allocate(OpaqueStruct.Create("small", 8, 8)))
        );
    }

    [Fact]
    public void A_variadic_function_is_told_its_further_types()
    {
        var sum = new NativeFunction(
            Native,
            "sum_variadic",
            new CFunction(Int, [Int], IsVariadic: true),
            swapsErrno: false,
            Int,
            Int
        );
        using var result = (ArrayView)sum.Call(One(Int, 2), One(Int, 40), One(Int, 2))!;
        Assert.Equal(42, result.GetInteger(0));
    }

    [Fact]
    public void It_sees_the_threads_copy_of_errno_where_it_was_asked_to()
    {
        Errno.Set(11);
        var fail = new NativeFunction(
            Native,
            "fail_with",
            new CFunction(Int, Int),
            swapsErrno: true
        );
        using var before = (ArrayView)fail.Call(One(Int, 22))!;
        Assert.Equal((11, 22), ((int)before.GetInteger(0), Errno.Set(0)));
    }

    [Fact]
    public void A_function_is_also_called_by_its_address()
    {
        using var given = (ArrayView)Function("give_function", new CPointer(s_binary)).Call()!;
        var subtract = new NativeFunction((nint)given.GetInteger(0), s_binary);
        using var result = (ArrayView)subtract.Call(One(Int, 44), One(Int, 2))!;
        Assert.Equal(42, result.GetInteger(0));
        Assert.Equal((nint)given.GetInteger(0), subtract.Address);
    }

    [Fact]
    public void By_pointer_C_calls_it()
    {
        using var given = (ArrayView)Function("give_function", new CPointer(s_binary)).Call()!;
        var subtract = new NativeFunction((nint)given.GetInteger(0), s_binary);
        using var place = subtract.ByPointer();
        var through = Function("call_through", Int, new CPointer(new CPointer(s_binary)), Int, Int);
        using var result = (ArrayView)through.Call(place.ByPointer(), One(Int, 44), One(Int, 2))!;
        Assert.Equal(42, result.GetInteger(0));
    }

    [Fact]
    public void A_symbol_that_is_not_there_is_named() =>
        Assert.Contains(
            "no_such_function",
            Assert.Throws<LibraryException>(() => Function("no_such_function", Int)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_symbols_address_is_a_number()
    {
        Assert.NotEqual(0, Native.Symbol("add_shorts"));
        Assert.Throws<LibraryException>(() => Native.Symbol("no_such_function"));
        Assert.NotEqual(0, Native.Handle);
    }

    [Fact]
    public void The_C_library_has_what_C_has()
    {
        using var c = Library.OpenC();
        var text = NativeText.Copy("five5"u8);
        using var argument = One(new CPointer(new CScalar(ScalarKind.Char)), text.Address);
        using var length = (ArrayView)
            new NativeFunction(
                c,
                "strlen",
                new CFunction(new CScalar(ScalarKind.Size), argument.Element)
            ).Call(argument)!;
        Assert.Equal(5, length.GetInteger(0));
        text.Dispose();
    }

    [Fact]
    public void What_no_back_end_can_call_is_said_before_the_call()
    {
        var wide = new CStruct("wide");
        wide.Complete(new AggregateDefinition([new CField("a", new CArray(Int, 16))], Align: 64));
        var type = new CFunction(CVoid.Instance, [wide], Convention: CallConvention.MicrosoftX64);
        Assert.SkipWhen(
            CallBackends.CanCall(new Signature(type), out _),
            "every signature that this test knows can be called here"
        );
        Assert.Throws<UnsupportedCallException>(() => new NativeFunction(1, type));
    }
}
