using System.Reflection;
using System.Runtime.CompilerServices;
using Touchstone.Ffi.Types;

namespace Touchstone.Ffi.Emit;

/// <summary>Whether a delegate type carries what a C function takes and gives.</summary>
internal static class DelegateFit
{
    private static readonly MethodInfo s_unmanagedSize = NativeShape.Method(
        typeof(DelegateFit),
        nameof(UnmanagedSize)
    );

    /// <returns>Why it does not; null where it does.</returns>
    public static string? WhyNot(Type delegateType, Signature signature)
    {
        if (
            !delegateType.IsSubclassOf(typeof(Delegate))
            || delegateType.ContainsGenericParameters
            || delegateType.GetMethod("Invoke") is not { } invoke
        )
        {
            return $"{delegateType.Name} is no delegate type";
        }
        if (signature.Function.IsVariadic)
        {
            return "the further arguments of a variadic function have no place in a delegate";
        }
        var parameters = invoke.GetParameters();
        if (parameters.Length != signature.Arguments.Length)
        {
            return $"{signature} takes {signature.Arguments.Length} arguments, {delegateType.Name} {parameters.Length}";
        }
        for (var i = 0; i < parameters.Length; i++)
        {
            if (WhyNot(parameters[i].ParameterType, signature.Arguments[i]) is { } reason)
            {
                return $"argument {i + 1}: {reason}";
            }
        }
        return signature.Result is CVoid
            ? invoke.ReturnType == typeof(void)
                ? null
                : $"the result: void does not fit {invoke.ReturnType.Name}"
            : WhyNot(invoke.ReturnType, signature.Result) is { } wrong
                ? $"the result: {wrong}"
                : null;
    }

    private static string? WhyNot(Type type, CType c)
    {
        // A ref struct cannot be asked for its size: generics do not take it.
        if (type.IsByRef || type.IsByRefLike || type == typeof(void))
        {
            return $"{type.Name} cannot stand for {c}";
        }
        var isPointer = type.IsPointer || type.IsFunctionPointer;
        var size = isPointer
            ? nint.Size
            : (int)s_unmanagedSize.MakeGenericMethod(type).Invoke(null, null)!;
        if (size < 0)
        {
            return $"{type.Name} holds references, which C cannot keep";
        }
        var expected = HostAbi.SizeOf(c);
        if (size != expected)
        {
            return $"{type.Name} has {size} bytes, {c} {expected}";
        }
        var fits = CallFrame.HoldsAddressOf(c)
            ? type is { IsPrimitive: false, IsEnum: false } && !isPointer
            : IsFloat(type) == IsFloat(c) && (isPointer || type.IsPrimitive || type.IsEnum);
        return fits ? null : $"{type.Name} cannot stand for {c}";
    }

    private static bool IsFloat(Type type) => type == typeof(float) || type == typeof(double);

    private static bool IsFloat(CType type) =>
        type is CScalar { Kind: ScalarKind.Float or ScalarKind.Double };

    private static int UnmanagedSize<T>() =>
        RuntimeHelpers.IsReferenceOrContainsReferences<T>() ? -1 : Unsafe.SizeOf<T>();
}
