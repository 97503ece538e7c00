using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.InteropServices;
using Touchstone.Ffi;

namespace Touchstone.Ctypes;

/// <summary>Reads and writes of C memory as expressions: what a shim between a delegate and C is made of.</summary>
[UnconditionalSuppressMessage(
    "AOT",
    "IL3050",
    Justification = "Under NativeAOT the numbers' instances exist (Root); a struct's must, too, or the runtime says so."
)]
[UnconditionalSuppressMessage(
    "Trimming",
    "IL2060",
    Justification = "Storage's methods ask nothing of their type argument."
)]
internal static class Bytes
{
    private static readonly MethodInfo s_read = (
        (Func<nint, int>)Storage.Read<int>
    ).Method.GetGenericMethodDefinition();
    private static readonly MethodInfo s_write = (
        (Action<nint, int>)Storage.Write
    ).Method.GetGenericMethodDefinition();

    // Never run: makes NativeAOT compile the instances that every program may need.
    private static readonly Delegate[] s_roots =
    [
        .. Root<sbyte>(),
        .. Root<byte>(),
        .. Root<short>(),
        .. Root<ushort>(),
        .. Root<int>(),
        .. Root<uint>(),
        .. Root<long>(),
        .. Root<ulong>(),
        .. Root<float>(),
        .. Root<double>(),
        .. Root<nint>(),
        .. Root<nuint>(),
    ];

    public static Expression Read(Type type, Expression address) =>
        Expression.Call(s_read.MakeGenericMethod(type), address);

    public static Expression Write(Type type, Expression address, Expression value) =>
        Expression.Call(s_write.MakeGenericMethod(type), address, value);

    /// <param name="offset">Bytes.</param>
    public static Expression Further(Expression address, int offset) =>
        // Not as an addition: NativeAOT may have removed the operators of nint, which expressions look up by name.
        Expression.Call(
            ((Func<nint, int, nint>)Further).Method,
            address,
            Expression.Constant(offset)
        );

    public static Expression OfTruth(Expression truth) =>
        Expression.Condition(truth, Expression.Constant((byte)1), Expression.Constant((byte)0));

    public static Expression ToTruth(Expression number) =>
        Expression.NotEqual(number, Expression.Constant((byte)0));

    /// <summary>A copy of NUL-terminated UTF-8; null for NULL.</summary>
    public static Expression ToText(Expression address) =>
        Expression.Call(((Func<nint, string?>)Marshal.PtrToStringUTF8).Method, address);

    public static Expression NotNull(Expression address, string what) =>
        Expression.Call(
            ((Func<nint, string, nint>)NotNull).Method,
            address,
            Expression.Constant(what)
        );

    private static nint Further(nint address, int offset) => address + offset;

    private static nint NotNull(nint address, string what) =>
        address != 0
            ? address
            : throw new CMemoryException(CMemoryFault.Null, $"{what} is NULL: there is no value");

    private static Delegate[] Root<T>()
        where T : unmanaged => [(Func<nint, T>)Storage.Read<T>, (Action<nint, T>)Storage.Write];
}
