using System.Runtime.CompilerServices;

namespace Touchstone.Ctypes;

// What a .NET program does with an object. The same by name at run time (dynamic): CData.Dynamic.cs.
public unsafe partial class CData
{
    /// <summary>A field, or an attribute of ctypes: <c>value</c>, <c>contents</c>, <c>raw</c>.</summary>
    /// <value>
    /// Read: a C# number of the field's own width, a <see cref="bool"/>, a <see cref="string"/> for text (<c>char*</c>, <c>char[N]</c>,
    /// <c>wchar_t</c>), an <see cref="nint"/> for <c>void*</c>, else a <see cref="CData"/> that shares this object's memory. Set: the like, and arrays,
    /// delegates and null; a struct is copied, what a pointer points to is kept alive. Integers are cut to the field's width, as
    /// ctypes and C do.
    /// </value>
    /// <exception cref="PythonException"><c>AttributeError</c>: there is no such field; <c>TypeError</c>: it does not take that value.</exception>
    /// <exception cref="CMemoryException">The memory may not be touched.</exception>
    public object? this[string name]
    {
        get => NetValues.ToNet(Attributes.Get(this, name), MemberType(name));
        set => Attributes.Set(this, name, NetValues.ToValue(value, MemberType(name), Type.Types));
    }

    /// <summary>An array's item, or what lies so many items from where a pointer points to.</summary>
    /// <param name="index">Negative ones count from an array's end.</param>
    /// <exception cref="PythonException"><c>IndexError</c>: outside of the array.</exception>
    /// <inheritdoc cref="this[string]" path="/value"/>
    /// <exception cref="CMemoryException">The memory may not be touched, or the pointer leaves the memory it points into.</exception>
    public object? this[nint index]
    {
        get => NetValues.ToNet(Items.Get(this, (long)index), Type.Element);
        set => Items.Set(this, (long)index, NetValues.ToValue(value, Type.Element, Type.Types));
    }

    /// <summary>What a pointer points to, sharing its memory: C's <c>*p</c>.</summary>
    /// <exception cref="CMemoryException">NULL, freed, left behind, or from C and not trusted.</exception>
    public CData Contents => (CData)this["contents"]!;

    /// <summary>Whether a pointer or function pointer is NULL.</summary>
    public bool IsNull =>
        Type.Kind is TypeKind.Pointer or TypeKind.Function or TypeKind.Simple
        && !Ops<NetHost, Value>.IsTrue(this);

    /// <summary>A pointer to this object, which it keeps alive: C's <c>&amp;x</c>.</summary>
    public CData Pointer()
    {
        _ = Ops<NetHost, Value>.Pointer(this, out var pointer);
        return pointer.As<CData>();
    }

    /// <summary>A pointer of another type to where this one points, or to this array: C's cast.</summary>
    /// <param name="type">A pointer type.</param>
    public CData Cast(CtypesType type)
    {
        _ = Ops<NetHost, Value>.Cast(Type.Types, this, type, out var pointer);
        return pointer.As<CData>();
    }

    /// <summary>
    /// The same memory, with the caller's word that the addresses C wrote there are right: pointers and text found in it, and in what
    /// they lead to, are followed. Only NULL and blocks known as freed are refused.
    /// </summary>
    public virtual CData Trusted() =>
        new CPointee(Type, Address, Size)
        {
            Base = this,
            Holder = MemoryGuard.HolderOf(this),
            IsTrusted = true,
        };

    /// <summary>An array's items as a span over its own memory: nothing is copied.</summary>
    /// <typeparam name="T">Of exactly the element's size and kind.</typeparam>
    /// <remarks>
    /// Of memory that the garbage collector owns, the span keeps it alive. Of a <see cref="CBlock"/> it is good until Dispose, and
    /// while something refers to the block: a block that is forgotten is freed under its span. Of an object it is good until a
    /// resize. C# cannot call a span back.
    /// </remarks>
    /// <exception cref="CLayoutException">The element has another size or kind.</exception>
    /// <exception cref="PythonException"><c>TypeError</c>: this is no array.</exception>
    /// <exception cref="CMemoryException">The memory may not be touched.</exception>
    public Span<T> AsSpan<T>()
        where T : unmanaged
    {
        if (Type is not { Kind: TypeKind.Array, Element: { } element })
        {
            throw new PythonException(
                ErrorKind.TypeError,
                $"{Type.Name} is no array: only an array has a span"
            );
        }
        ElementMatch.Check<T>(element, $"an element of {Type.Name}");
        return new Span<T>(Address, checked((int)Type.Length));
    }

    /// <summary>This object as a C# struct over its own memory: nothing is copied.</summary>
    /// <typeparam name="T">The struct that the type was defined from (<see cref="CtypesSession.TypeOf{T}"/>), or a number of the same size and kind.</typeparam>
    /// <inheritdoc cref="AsSpan" path="/remarks"/>
    /// <exception cref="CLayoutException">Another size or kind.</exception>
    /// <exception cref="CMemoryException">The memory may not be touched.</exception>
    public ref T As<T>()
        where T : unmanaged
    {
        ElementMatch.Check<T>(Type, Type.Name);
        return ref Unsafe.AsRef<T>(Address);
    }

    private CtypesType? MemberType(string name) =>
        Type.IsAggregate ? Type.FindField(name)?.Type
        : name == "value" ? Type
        : name == "contents" ? Type.Element
        : null;
}
