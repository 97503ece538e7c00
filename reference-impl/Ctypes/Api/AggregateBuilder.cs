using Touchstone.Ffi.Types;

namespace Touchstone.Ctypes;

/// <summary>A struct or union on its way: declared when the builder is made, completed by <see cref="Define"/>.</summary>
public sealed class AggregateBuilder
{
    private readonly CtypesSession _session;
    private readonly List<FieldDeclaration> _fields = [];
    private readonly List<string> _anonymous = [];

    internal AggregateBuilder(
        CtypesSession session,
        bool isUnion,
        string name,
        int? pack,
        int? align,
        ByteOrder byteOrder,
        string? layout
    )
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        _session = session;
        var options = new AggregateOptions(byteOrder, pack, align, layout, Anonymous: _anonymous);
        Type = isUnion
            ? session.Types.DeclareUnion(name, options)
            : session.Types.DeclareStructure(name, options);
    }

    /// <summary>The type, incomplete until <see cref="Define"/>: pointers to it can be used for its own fields.</summary>
    public CtypesType Type { get; }

    /// <summary>Adds a field.</summary>
    /// <exception cref="CTypeException">The field's type is incomplete, and so has no size.</exception>
    public AggregateBuilder Field(string name, CtypesType type) => Add(name, type, bits: null);

    /// <summary>Adds a bit-field.</summary>
    /// <param name="type">An integer type or <c>_Bool</c>: C11 6.7.2.1.</param>
    /// <param name="bits">Its width.</param>
    public AggregateBuilder Bits(string name, CtypesType type, int bits) => Add(name, type, bits);

    /// <summary>Adds a struct or union whose members are reached as if they were this one's: C11's anonymous member.</summary>
    /// <param name="name">ctypes wants one all the same; it reaches the member as a whole.</param>
    public AggregateBuilder Anonymous(string name, CtypesType type)
    {
        _anonymous.Add(name);
        return Add(name, type, bits: null);
    }

    /// <summary>Completes the type.</summary>
    /// <exception cref="PythonException">A field that ctypes refuses: a bit-field too wide, a type without the other byte order.</exception>
    public CtypesType Define()
    {
        _session.Types.SetFields(Type, _fields);
        return Type;
    }

    private AggregateBuilder Add(string name, CtypesType type, int? bits)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(type);
        CtypesSession.CheckComplete(type);
        _fields.Add(new FieldDeclaration(name, type, bits));
        return this;
    }
}
