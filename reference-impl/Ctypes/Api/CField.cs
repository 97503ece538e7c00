using System.Runtime.CompilerServices;

namespace Touchstone.Ctypes;

/// <summary>A C# type or a typed access does not have the layout that C has.</summary>
public sealed class CLayoutException(string message) : InvalidOperationException(message);

/// <summary>A field of a struct or union as a C# type: reads and writes its bytes as they are.</summary>
/// <typeparam name="T">Of the field's size and kind.</typeparam>
public sealed unsafe class CField<T>
    where T : unmanaged
{
    private readonly CtypesType _owner;
    private readonly nint _offset;

    internal CField(CtypesType owner, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var field =
            owner.FindField(name)
            ?? throw new PythonException(
                ErrorKind.AttributeError,
                $"{owner.Name} has no field {name}"
            );
        var place = $"{owner.Name}.{name}";
        if (field.IsBitField)
            throw new CLayoutException($"{place} is a bit-field: it has no bytes of its own");
        if (field.Type.IsSwapped)
            throw new CLayoutException($"{place} is in the byte order that is not the machine's");
        ElementMatch.Check<T>(field.Type, place);
        _owner = owner;
        _offset = field.Offset;
        Name = name;
    }

    /// <summary>The field's name in C.</summary>
    public string Name { get; }

    /// <summary>The field's value.</summary>
    /// <exception cref="CMemoryException">The object may not be used any more.</exception>
    /// <exception cref="PythonException"><c>TypeError</c>: an object of another type.</exception>
    public T Get(CData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (!ReferenceEquals(data.Type, _owner))
            CheckType(data);
        var value = Unsafe.ReadUnaligned<T>(data.Address + _offset);
        GC.KeepAlive(data);
        return value;
    }

    /// <summary>Sets the field.</summary>
    /// <inheritdoc cref="Get" path="/exception"/>
    public void Set(CData data, T value)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (!ReferenceEquals(data.Type, _owner))
            CheckType(data);
        Unsafe.WriteUnaligned(data.Address + _offset, value);
        GC.KeepAlive(data);
    }

    private void CheckType(CData data)
    {
        if (!data.Type.IsSubclassOf(_owner))
        {
            throw new PythonException(
                ErrorKind.TypeError,
                $"expected {_owner.Name} instance instead of {data.Type.Name}"
            );
        }
    }
}

/// <summary>Which C# types may stand for the bytes of a C type.</summary>
internal static unsafe class ElementMatch
{
    /// <exception cref="CLayoutException">They differ in size or kind.</exception>
    public static void Check<T>(CtypesType type, string place)
        where T : unmanaged
    {
        if (sizeof(T) != type.Size)
        {
            throw new CLayoutException(
                $"{place} is {type.Name} of {type.Size} bytes; {typeof(T).Name} has {sizeof(T)}"
            );
        }
        var kind = KindOf(typeof(T));
        // A struct of the same size is taken for an aggregate: TypeOf<T>() is what checks it field by field.
        if (KindOf(type) is { } wanted && kind is { } given && wanted != given)
            throw new CLayoutException($"{place} is {type.Name}; {typeof(T).Name} is another kind");
        if (type.IsAggregate && kind is not null)
            throw new CLayoutException($"{place} is {type.Name}; {typeof(T).Name} is no struct");
        if (type.IsAggregate && StructMapping.Known(type) is { } known && known != typeof(T))
            throw new CLayoutException(
                $"{place} is {type.Name}, which was defined from {known.Name}"
            );
    }

    private enum Class
    {
        Integer,
        Real,
    }

    private static Class? KindOf(Type type) =>
        type.IsEnum || type.IsPointer ? Class.Integer
        : type == typeof(float) || type == typeof(double) ? Class.Real
        : type.IsPrimitive ? Class.Integer
        : null;

    private static Class? KindOf(CtypesType type) =>
        type.Kind switch
        {
            TypeKind.Simple when type.Code is 'f' or 'd' => Class.Real,
            TypeKind.Simple when type.Code is 'g' or 'F' or 'D' or 'G' => null,
            TypeKind.Simple or TypeKind.Pointer or TypeKind.Function => Class.Integer,
            _ => null,
        };
}
