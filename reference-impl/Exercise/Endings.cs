using Touchstone.Ffi;
using Touchstone.Ffi.Types;

namespace Touchstone.Exercise;

/// <summary>Ways in which a process ends while C is in the middle of a call.</summary>
internal static class Endings
{
    public static void ExitOutOfCallback(int status)
    {
        var number = new CScalar(ScalarKind.Int);
        var type = new CFunction(number, number);
        using var closure = new Closure(type, "exit", _ => Environment.Exit(status));
        using var argument = ArrayView.Allocate(number, 1, 1);
        using var code = NativeFunction.ByPointer(type, closure);
        new NativeFunction(
            Native.Library,
            "call",
            new CFunction(number, new CPointer(type), number)
        ).Call(code, argument);
    }
}
