using Touchstone.Ffi.Types;

namespace Touchstone.Ffi;

/// <summary>Native memory as a struct or a union, its fields reached by name.</summary>
/// <inheritdoc cref="NativeView" path="/remarks"/>
public sealed class StructView : NativeView
{
    private readonly Layout _layout;

    private StructView(CAggregate type)
        : base(type) => _layout = Layout.Of(type, HostAbi.Current);

    private StructView(CAggregate type, NativeView? owner, nint start)
        : base(type, owner, start) => _layout = Layout.Of(type, HostAbi.Current);

    /// <summary>New memory of its own, zeroed.</summary>
    /// <exception cref="CTypeException">The type is incomplete.</exception>
    public static StructView Allocate(CAggregate type) => new(type);

    /// <summary>Memory that somebody else owns.</summary>
    /// <param name="address">Trusted for as long as the view is used; 0 gives a view that refuses every use.</param>
    /// <exception cref="CTypeException">The type is incomplete.</exception>
    public static StructView At(CAggregate type, nint address) => new(type, owner: null, address);

    /// <summary>Where a field is; for a bit-field, its unit and its bits in that.</summary>
    /// <exception cref="ArgumentException">There is no field of that name.</exception>
    public FieldLayout LayoutOf(string name) =>
        _layout.Find(name, HostAbi.Current)
        ?? throw new ArgumentException($"{Type} has no field {name}", nameof(name));

    /// <summary>The address of a field, of a bit-field's unit.</summary>
    /// <inheritdoc cref="LayoutOf" path="/exception"/>
    public nint FieldAddress(string name) => Address + LayoutOf(name).Offset;

    /// <summary>Reads an integer, a pointer or a bit-field, in the struct's byte order; a signed bit-field is extended by its sign.</summary>
    /// <exception cref="ArgumentException">There is no field of that name, or it is no integer and no pointer.</exception>
    public Int128 GetInteger(string name)
    {
        var field = LayoutOf(name);
        var value = field.IsBitField
            ? Extended(field, Storage.ReadBits(Address, field))
            : Storage.ReadInteger(Address + field.Offset, Readable(field), field.ByteOrder);
        GC.KeepAlive(this);
        return value;
    }

    /// <summary>Stores the lowest bits of an integer into a field, and leaves a bit-field's neighbours alone.</summary>
    /// <inheritdoc cref="GetInteger" path="/exception"/>
    public void SetInteger(string name, Int128 value)
    {
        var field = LayoutOf(name);
        if (field.IsBitField)
        {
            Storage.WriteBits(Address, field, (ulong)(IsBool(field) && value != 0 ? 1 : value));
        }
        else
        {
            Storage.WriteInteger(Address + field.Offset, Readable(field), value, field.ByteOrder);
        }
        GC.KeepAlive(this);
    }

    /// <summary>Stores a view's address in a field that is a pointer. The view is not kept alive.</summary>
    /// <inheritdoc cref="GetInteger" path="/exception"/>
    public void SetInteger(string name, NativeView target)
    {
        ArgumentNullException.ThrowIfNull(target);
        SetInteger(name, target.Address);
    }

    /// <inheritdoc cref="Storage.ReadFloat" path="/summary"/>
    /// <exception cref="ArgumentException">There is no field of that name, or it is no floating number.</exception>
    public double GetFloat(string name)
    {
        var field = LayoutOf(name);
        var value = Storage.ReadFloat(Address + field.Offset, Readable(field), field.ByteOrder);
        GC.KeepAlive(this);
        return value;
    }

    /// <inheritdoc cref="Storage.WriteFloat" path="/summary"/>
    /// <inheritdoc cref="GetFloat" path="/exception"/>
    public void SetFloat(string name, double value)
    {
        var field = LayoutOf(name);
        Storage.WriteFloat(Address + field.Offset, Readable(field), value, field.ByteOrder);
        GC.KeepAlive(this);
    }

    /// <summary>A field that is an array or a struct itself, in the same memory.</summary>
    /// <exception cref="ArgumentException">There is no field of that name, or it is a scalar.</exception>
    public NativeView Field(string name)
    {
        var field = LayoutOf(name);
        return Part(field.Field.Type, this, field.Offset, $"{name} of {Type}");
    }

    internal static StructView Within(CAggregate type, NativeView owner, int offset) =>
        new(type, owner, offset);

    internal static NativeView Part(CType type, NativeView owner, int offset, string what) =>
        type switch
        {
            CArray array => ArrayView.Within(array, owner, offset),
            CAggregate aggregate => Within(aggregate, owner, offset),
            _ => throw new ArgumentException(
                $"{what} is a {type}: it is read and written directly",
                nameof(type)
            ),
        };

    private CType Readable(FieldLayout field) =>
        field.Field.Type is CArray or CAggregate
            ? throw new ArgumentException(
                $"{field.Field.Name} of {Type} is a {field.Field.Type}: it has no single value, only fields or elements",
                nameof(field)
            )
            : field.Field.Type;

    private static bool IsBool(FieldLayout field) =>
        field.Field.Type is CScalar { Kind: ScalarKind.Bool };

    private static Int128 Extended(FieldLayout field, ulong bits)
    {
        var unused = 64 - field.BitWidth;
        return
            field.Field.Type is CScalar { Kind: var kind }
            && HostAbi.Current.Scalar(kind).Class is ScalarClass.Signed
            ? (long)(bits << unused) >> unused
            : bits;
    }
}
