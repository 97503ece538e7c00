using System.Runtime.InteropServices;
using Touchstone.Ffi.Types;
using static Touchstone.Ffi.Tests.Raw.RawFixture;

namespace Touchstone.Ffi.Tests.Raw;

/// <summary>What Windows alone has: here it says so, or is the plain thing without it.</summary>
public sealed unsafe class WindowsTests
{
    [Fact]
    public void A_symbol_has_no_number_elsewhere()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows numbers its symbols");
        Assert.Contains(
            "only a Windows library",
            Assert.Throws<PlatformNotSupportedException>(() => Native.Symbol(1)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_last_error_is_always_zero_elsewhere()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has a last error");
        Assert.Equal(0, LastError.Set(5));
        Assert.Equal(0, LastError.Get());
        var call = CallBackends.Prepare(new Signature(new CFunction(Short, Short, Short)));
        var frame = new CallFrame(stackalloc ulong[2]);
        frame.Set<short>(0, 40);
        frame.Set<short>(1, 2);
        short result;
        LastError.Invoke(call, Native.Symbol("add_shorts"), frame, (nint)(&result));
        Assert.Equal(42, result);
    }

    [Theory, InlineData(2), InlineData(13)]
    public void A_systems_error_has_the_systems_words(int error) =>
        Assert.Equal(
            Marshal.PtrToStringUTF8(
                ((delegate* unmanaged<int, nint>)Native.Symbol("system_message"))(error)
            ),
            Marshal.GetPInvokeErrorMessage(error)
        );

    [Fact]
    public void A_failed_HRESULT_throws_and_any_other_does_not()
    {
        Marshal.ThrowExceptionForHR(0);
        Marshal.ThrowExceptionForHR(1);
        // E_OUTOFMEMORY
        Assert.Throws<OutOfMemoryException>(() =>
            Marshal.ThrowExceptionForHR(unchecked((int)0x8007000E))
        );
    }

    [Fact]
    public void Stdcall_is_the_ABIs_own_convention_elsewhere()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there it may be another");
        var type = new CFunction(Short, [Short, Short], Convention: CallConvention.StdCall);
        Assert.True(CallBackends.CanCall(new Signature(type), out var reason), reason);
        using var result = (ArrayView)
            new NativeFunction(Native, "add_shorts", type).Call(One(Short, 40), One(Short, 2))!;
        Assert.Equal(42, result.GetInteger(0));
    }
}
