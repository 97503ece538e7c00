using Touchstone.Ctypes;

namespace Touchstone.Reference;

/// <summary>The first number or character of a handle, read and set as Python code does it.</summary>
internal sealed class Leaf
{
    private readonly Func<Value> _read;
    private readonly Action<Value> _write;

    private Leaf(Func<Value> read, Action<Value> write) => (_read, _write) = (read, write);

    public Value Read() => _read();

    public void Write(Value value) => _write(value);

    /// <returns>Null for a handle that holds addresses only, or nothing.</returns>
    public static Leaf? Of(Semantics semantics, Value handle) =>
        handle.TryAs<CData>() is not { } data
            ? null
            : data.Type.Kind switch
            {
                TypeKind.Simple when !TypeNames.IsAddressLike(data.Type) => OfAttribute(
                    semantics,
                    handle,
                    "value"
                ),
                TypeKind.Array when data.Type.Length > 0 => OfItem(semantics, handle, data.Type),
                TypeKind.Structure or TypeKind.Union => OfFields(semantics, handle, data.Type),
                _ => null,
            };

    private static Leaf OfAttribute(Semantics semantics, Value handle, string name) =>
        new(
            () => semantics.GetAttribute(handle, name),
            value => semantics.SetAttribute(handle, name, value)
        );

    private static Leaf? OfItem(Semantics semantics, Value handle, CtypesType array)
    {
        if (!IsUnboxed(array.Element!))
            return Of(semantics, semantics.GetItem(handle, 0));
        return TypeNames.IsAddressLike(array.Element!)
            ? null
            : new(() => semantics.GetItem(handle, 0), value => semantics.SetItem(handle, 0, value));
    }

    private static Leaf? OfFields(Semantics semantics, Value handle, CtypesType aggregate) =>
        aggregate
            .Fields.Select(field =>
                !IsUnboxed(field.Type) ? Of(semantics, semantics.GetAttribute(handle, field.Name))
                : TypeNames.IsAddressLike(field.Type) ? null
                : OfAttribute(semantics, handle, field.Name)
            )
            .FirstOrDefault(leaf => leaf is not null);

    private static bool IsUnboxed(CtypesType type) =>
        type.Kind == TypeKind.Simple && !type.IsBoxedSimple;

    /// <summary>Another value of the same class, with another first byte wherever the class has more than one.</summary>
    public static Value Other(CtypesSession session, Value value) =>
        value.Kind switch
        {
            ValueKind.Boolean => !value.AsBoolean(),
            ValueKind.Integer => -value.AsInteger() - 1,
            ValueKind.Bytes => session.Bytes([(byte)(value.As<PyBytes>().Content[0] ^ 0xFF)]),
            ValueKind.Text => value.As<PyText>().CodePoints is ['A'] ? "B" : "A",
            _ => value.Kind == ValueKind.Real && value.AsReal() is 1.5 ? -2.25 : 1.5,
        };
}
