using Touchstone.Ffi.Types;
using static Touchstone.Ffi.Tests.Raw.RawFixture;

namespace Touchstone.Ffi.Tests.Raw;

/// <summary>C calls back with the addresses of its arguments, and takes memory for a result.</summary>
public sealed class CallbackTests
{
    private static readonly CFunction s_unary = new(Int, Int);
    private static readonly CFunction s_binary = new(Int, Int, Int);
    private static readonly CFunction s_mirror = new(Point, Point);

    [Fact]
    public void Each_argument_is_given_by_its_address()
    {
        using var closure = new Closure(
            s_binary,
            "subtract",
            frame =>
            {
                var (a, b) = (
                    ArrayView.At(Int, 1, frame.Argument(0)),
                    ArrayView.At(Int, 1, frame.Argument(1))
                );
                Storage.WriteInteger(frame.Result, Int, a.GetInteger(0) - b.GetInteger(0));
            }
        );
        using var place = NativeFunction.ByPointer(s_binary, closure);
        var through = Function("call_through", Int, new CPointer(new CPointer(s_binary)), Int, Int);
        using var result = (ArrayView)through.Call(place.ByPointer(), One(Int, 44), One(Int, 2))!;
        Assert.Equal(42, result.GetInteger(0));
    }

    [Fact]
    public void A_slot_is_the_calls_own_copy()
    {
        using var closure = new Closure(
            s_unary,
            "overwrite",
            frame =>
            {
                Storage.Write(frame.Result, Storage.Read<int>(frame.Argument(0)));
                Storage.Write(frame.Argument(0), 99);
            }
        );
        var keep = Function("call_and_keep", Int, new CPointer(s_unary), Int);
        using var result = (ArrayView)
            keep.Call(NativeFunction.ByPointer(s_unary, closure), One(Int, 5))!;
        Assert.Equal(505, result.GetInteger(0));
    }

    [Fact]
    public void A_struct_comes_as_memory_and_goes_as_memory()
    {
        using var closure = new Closure(
            s_mirror,
            "mirror",
            frame =>
            {
                var from = StructView.At(Point, frame.Argument(0));
                var into = StructView.At(Point, frame.Result);
                into.SetFloat("x", from.GetFloat("y"));
                into.SetFloat("y", from.GetFloat("x") * 10);
            }
        );
        var call = Function("call_mirror", Point, new CPointer(s_mirror), Real, Real);
        using var x = ArrayView.Allocate(Real, 1);
        using var y = ArrayView.Allocate(Real, 1);
        x.SetFloat(0, 1);
        y.SetFloat(0, 2);
        using var result = (StructView)
            call.Call(NativeFunction.ByPointer(s_mirror, closure), x, y)!;
        Assert.Equal((2, 10), (result.GetFloat("x"), result.GetFloat("y")));
    }

    [Fact]
    public void An_exception_is_reported_and_C_gets_zero()
    {
        var reports = new List<string>();
        using var closure = new Closure(
            s_unary,
            "thrower",
            frame =>
            {
                Storage.Write(frame.Result, 7);
                throw new InvalidOperationException("no");
            },
            (name, error) => reports.Add($"{name}: {error.Message}")
        );
        var twice = Function("call_twice", Int, new CPointer(s_unary), Int);
        using var result = (ArrayView)
            twice.Call(NativeFunction.ByPointer(s_unary, closure), One(Int, 5))!;
        Assert.Equal(0, result.GetInteger(0));
        Assert.Equal(["thrower: no", "thrower: no"], reports);
    }

    [Fact]
    public void Its_address_is_stored_in_a_field_and_C_calls_it_from_there()
    {
        var handler = new CStruct("handler");
        handler.Complete(new CField("run", new CPointer(s_binary)), new CField("bias", Int));
        using var closure = new Closure(
            s_binary,
            "add",
            frame =>
                Storage.Write(
                    frame.Result,
                    Storage.Read<int>(frame.Argument(0)) + Storage.Read<int>(frame.Argument(1))
                )
        );
        using var view = StructView.Allocate(handler);
        view.SetInteger("run", closure.Address);
        view.SetInteger("bias", 100);
        var handle = Function("handle", Int, new CPointer(handler), Int, Int);
        using var result = (ArrayView)handle.Call(view.ByPointer(), One(Int, 1), One(Int, 2))!;
        Assert.Equal(103, result.GetInteger(0));
    }

    [Fact]
    public void Errno_is_kept_from_what_a_callback_does_in_between()
    {
        using var closure = new Closure(
            s_unary,
            "fails",
            frame =>
            {
                using var inner = (ArrayView)Function("fail_with", Int, Int).Call(One(Int, 33))!;
                Storage.Write(frame.Result, 1);
            }
        );
        Errno.Set(11);
        var twice = new NativeFunction(
            Native,
            "call_twice",
            new CFunction(Int, new CPointer(s_unary), Int),
            swapsErrno: false
        );
        using var result = (ArrayView)
            twice.Call(NativeFunction.ByPointer(s_unary, closure), One(Int, 5))!;
        Assert.Equal((2, 11), ((int)result.GetInteger(0), Errno.Set(0)));
    }
}
