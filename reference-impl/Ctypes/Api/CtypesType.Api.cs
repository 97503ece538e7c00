namespace Touchstone.Ctypes;

// What a .NET program does with a type.
public sealed partial class CtypesType
{
    /// <summary>Of a pointer type: whether what C gives through it is believed. See <see cref="TrustedPointer"/>.</summary>
    public bool IsTrusted { get; internal init; }

    /// <summary>A struct or union that was declared and has no fields yet, so that only pointers to it can be used.</summary>
    public bool IsIncomplete => IsAggregate && !IsFinal;

    private CtypesSession Session =>
        Types.Host as CtypesSession
        ?? throw new InvalidOperationException($"{Name} belongs to no session of the .NET API");

    /// <summary>A new object with zeroed memory of its own, which lives as long as something refers to it.</summary>
    /// <param name="values">
    /// A struct's fields in order, an array's items, or the one value of anything else. Each is what an assignment takes (<see cref="CData.this[string]"/>).
    /// </param>
    /// <exception cref="PythonException">A value that the type does not take: <c>TypeError</c> and the like, as ctypes says.</exception>
    /// <exception cref="CMemoryException">A value in memory that may not be touched.</exception>
    public CData New(params object?[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        CtypesSession.CheckComplete(this);
        if (values.Length == 0)
        {
            _ = Ops<NetHost, Value>.Allocate(this, out var empty);
            return empty.As<CData>();
        }
        var converted = new Value[values.Length];
        var fields = IsAggregate ? Fields.ToArray() : [];
        for (var i = 0; i < converted.Length; i++)
        {
            var target =
                IsAggregate ? (i < fields.Length ? fields[i].Type : null)
                : Kind == TypeKind.Array ? Element
                : this;
            converted[i] = NetValues.ToValue(values[i], target, Types);
        }
        _ = Calls.Construct(this, converted, keywords: [], out var made);
        return made.As<CData>();
    }

    /// <summary>A new object in a block of its own, freed by Dispose: for what C keeps, and for large data.</summary>
    /// <exception cref="PythonException"><c>TypeError</c>: a function pointer, whose stub has another owner (<see cref="CtypesSession.Callback{TDelegate}"/>).</exception>
    public CBlock Allocate()
    {
        CtypesSession.CheckComplete(this);
        return Kind == TypeKind.Function
            ? throw new PythonException(
                ErrorKind.TypeError,
                $"{Name}: a function pointer is made by New or Callback"
            )
            : new CBlock(this, new BlockMemory(Size, Alignment));
    }

    /// <summary>C's <c>T[length]</c>: the same type each time.</summary>
    /// <param name="length">Elements.</param>
    public CtypesType Array(nint length)
    {
        CtypesSession.CheckComplete(this);
        return Types.Array(this, length);
    }

    /// <summary>C's <c>T*</c>: the same type each time.</summary>
    public CtypesType Pointer() => Types.Pointer(this);

    /// <summary>
    /// C's <c>T*</c> whose addresses C is trusted to give right: for results, callback parameters and fields that C fills in. Only NULL
    /// and blocks known as freed are refused.
    /// </summary>
    /// <remarks>Goes wherever <see cref="Pointer"/> goes; the same type each time.</remarks>
    public CtypesType TrustedPointer() =>
        _trustedPointer
        ?? Interlocked.CompareExchange(
            ref _trustedPointer,
            new CtypesType(Types, TypeKind.Pointer, Pointer().Name, Pointer())
            {
                Element = this,
                Size = TypeSet.Abi.PointerSize,
                Alignment = TypeSet.Abi.PointerSize,
                IsTrusted = true,
            },
            comparand: null
        )
        ?? _trustedPointer;

    private CtypesType? _trustedPointer;

    /// <summary>A typed way to a field: no lookup by name at each access.</summary>
    /// <typeparam name="T">The C# type of exactly the field's size; nothing is converted.</typeparam>
    /// <exception cref="PythonException"><c>AttributeError</c>: there is no such field.</exception>
    /// <exception cref="CLayoutException">It is a bit-field, in the other byte order, or of another size or kind.</exception>
    public CField<T> Field<T>(string name)
        where T : unmanaged => new(this, name);

    /// <summary>The object at an address that the caller vouches for; nothing keeps the memory alive.</summary>
    /// <exception cref="CMemoryException">The address is 0, or in a block that was disposed.</exception>
    public unsafe CData At(nint address)
    {
        CtypesSession.CheckComplete(this);
        return Session.Trust(address, this);
    }
}
