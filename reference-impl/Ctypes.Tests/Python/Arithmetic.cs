namespace Touchstone.Ctypes.Tests;

/// <summary>The operators that snippets use.</summary>
internal static class Arithmetic
{
    public static Value Add(Value left, Value right, bool isSum) =>
        left.Kind switch
        {
            ValueKind.Bytes => new PyBytes([
                .. left.As<PyBytes>().Content,
                .. right.As<PyBytes>().Content,
            ]),
            _ => isSum
                ? left.AsInteger() + right.AsInteger()
                : left.AsInteger() - right.AsInteger(),
        };

    public static Value Multiply(Scope scope, Value left, Value right) =>
        left.Kind switch
        {
            ValueKind.Type => scope.ArrayOf(left, right),
            _ when right.Kind == ValueKind.Type => scope.ArrayOf(right, left),
            ValueKind.List => new PyList([
                .. Enumerable
                    .Repeat(left.As<PyList>().Items, (int)right.AsInteger())
                    .SelectMany(items => items),
            ]),
            ValueKind.Bytes => new PyBytes([
                .. Enumerable
                    .Repeat(left.As<PyBytes>().Content.ToArray(), (int)right.AsInteger())
                    .SelectMany(bytes => bytes),
            ]),
            _ => left.AsInteger() * right.AsInteger(),
        };

    public static Value Negate(Value value) =>
        value.Kind == ValueKind.Real ? -value.AsReal() : -value.AsInteger();
}
