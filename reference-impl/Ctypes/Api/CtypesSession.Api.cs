using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Touchstone.Ffi.Types;

namespace Touchstone.Ctypes;

// The .NET API: the same session, in C#'s words. Python's words are in the other files.
public sealed partial class CtypesSession
{
    private static readonly Lazy<CtypesSession> s_native = new(() => new CtypesSession());

    /// <summary>An independent session as .NET programs want it: true to the C compiler, and checked.</summary>
    /// <remarks>Types and objects of two sessions do not mix.</remarks>
    public CtypesSession()
        : this(new CtypesOptions(CtypesProfile.Native, IsChecked: true)) { }

    /// <summary>The session of the process, for every program that needs no more than one.</summary>
    public static CtypesSession Native => s_native.Value;

    internal ConcurrentDictionary<Type, CtypesType> Mapped { get; } = new();

    // Reflection and compilation once for each delegate type; they go with the session.
    internal ConcurrentDictionary<Type, DelegateShape> Shapes { get; } = new();

    internal ConcurrentDictionary<Type, Delegate> CallbackShims { get; } = new();

    /// <summary>Begins a struct. Its fields follow by <see cref="AggregateBuilder.Field"/>.</summary>
    /// <param name="name">C's tag.</param>
    /// <param name="pack">Bytes that no field is aligned beyond: <c>#pragma pack</c>, <c>_pack_</c>.</param>
    /// <param name="align">Bytes that the struct is aligned to at least: <c>_Alignas</c>, <c>_align_</c>.</param>
    /// <param name="byteOrder">Of the scalars in it: ctypes' <c>BigEndianStructure</c>.</param>
    /// <param name="layout">Whose rules place the fields: <c>gcc-sysv</c> or <c>ms</c>; null for the ABI's own.</param>
    public AggregateBuilder Struct(
        string name,
        int? pack = null,
        int? align = null,
        ByteOrder byteOrder = ByteOrder.Native,
        string? layout = null
    ) => new(this, isUnion: false, name, pack, align, byteOrder, layout);

    /// <summary>Begins a union: every field at offset 0.</summary>
    /// <inheritdoc cref="Struct" path="/param"/>
    public AggregateBuilder Union(
        string name,
        int? pack = null,
        int? align = null,
        ByteOrder byteOrder = ByteOrder.Native,
        string? layout = null
    ) => new(this, isUnion: true, name, pack, align, byteOrder, layout);

    /// <summary>The C type that a C# type stands for: a number, a delegate, or a struct or class whose fields are C's.</summary>
    /// <remarks>
    /// An unmanaged struct is checked field by field against C's layout, so that <see cref="CData.As{T}"/> and spans of it are the C
    /// memory itself. A class only declares: it may have what no C# struct can, such as bit-fields.
    /// See <see cref="CStructAttribute"/> and <see cref="CFieldAttribute"/>. The same type each time.
    /// </remarks>
    /// <exception cref="CLayoutException">A field that C would put elsewhere, or that has no counterpart in C; the message names field and rule.</exception>
    /// <exception cref="NotSupportedException">
    /// Under NativeAOT, an unmanaged struct whose layout the compiler did not keep, so that it cannot be checked: define the type
    /// in code, or by a class.
    /// </exception>
    public CtypesType TypeOf<
        [DynamicallyAccessedMembers(
            DynamicallyAccessedMemberTypes.PublicFields
                | DynamicallyAccessedMemberTypes.NonPublicFields
        )]
            T
    >() => StructMapping.Of(this, typeof(T));

    /// <summary>A function pointer type: C's <c>result (*)(parameters)</c>. The same type each time.</summary>
    /// <param name="result">Null for <c>void</c>.</param>
    public CtypesType FunctionType(CtypesType? result, params CtypesType[] parameters) =>
        Types.Function(result, [.. parameters]);

    /// <inheritdoc cref="CtypesType.Allocate"/>
    public CBlock Allocate(CtypesType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.Allocate();
    }

    /// <summary>The object of a type at an address that the caller vouches for: nothing else can.</summary>
    /// <param name="address">In bytes, as C gave it. Nothing keeps the memory alive.</param>
    /// <exception cref="CMemoryException">The address is 0, or in a block that was disposed.</exception>
    public unsafe CData Trust(nint address, CtypesType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        CheckComplete(type);
        var pointer = type.TrustedPointer().New();
        *(nint*)pointer.Address = address;
        return pointer.Contents;
    }

    /// <summary>A C function pointer that calls a delegate until it is disposed.</summary>
    /// <param name="function">
    /// Its parameters and result are numbers, <see cref="nint"/>, pointers, unmanaged structs by value, <see cref="bool"/> as C's <c>_Bool</c>,
    /// <see cref="string"/> (a parameter only: a copy of C's UTF-8 text), or <c>ref</c>, <c>in</c> and <c>out</c> for a pointer to one
    /// value (NULL is an error).
    /// </param>
    /// <param name="onError">
    /// Gets what the delegate throws, on the thread that C called from; C gets zero. Null: see <see cref="TakeUnraised"/>.
    /// </param>
    /// <exception cref="CLayoutException">A parameter that has no counterpart in C.</exception>
    /// <exception cref="Ffi.UnsupportedCallException">A type that cannot be taken or given by value.</exception>
    public CCallback Callback<TDelegate>(TDelegate function, Action<Exception>? onError = null)
        where TDelegate : Delegate => MakeCallback(type: null, function, onError);

    /// <summary>A C function pointer of a declared type that calls a delegate until it is disposed.</summary>
    /// <param name="type">A function pointer type.</param>
    /// <param name="function">Its parameters may also be <see cref="CData"/> or <c>dynamic</c>, which get what <see cref="CData.this[string]"/> reads.</param>
    /// <inheritdoc cref="Callback{TDelegate}(TDelegate, Action{Exception}?)"/>
    public CCallback Callback(
        CtypesType type,
        Delegate function,
        Action<Exception>? onError = null
    ) => MakeCallback(type, function, onError);

    internal static CtypesSession Of(TypeSet types) =>
        (CtypesSession)(types.Host ?? throw new InvalidOperationException("types of no session"));

    /// <exception cref="CTypeException">An aggregate that is declared and not defined.</exception>
    internal static void CheckComplete(CtypesType type)
    {
        if (type.IsIncomplete)
            throw Incomplete(type);
    }

    internal static CTypeException Incomplete(CtypesType type) =>
        new(CTypeFault.Incomplete, $"{type.Name} is incomplete: its size is not known yet");

    /// <summary>A function pointer object that keeps a callback for as long as something refers to it.</summary>
    internal Value BindCallback(CtypesType? type, Delegate function) =>
        MakeCallback(type, function, onError: null).Pointer;

    internal CCallback MakeCallback(
        CtypesType? type,
        Delegate function,
        Action<Exception>? onError
    ) =>
        CallbackMaker.Make(
            this,
            type,
            function,
            onError ?? (error => Report(error, function.Method.Name))
        );

    private void Report(Exception error, string callback) =>
        AddUnraised(
            new UnraisedError(
                error as PythonException
                    ?? new PythonException(
                        ErrorKind.SystemError,
                        $"{error.GetType().Name}: {error.Message}"
                    ),
                $"exception in callback {callback}",
                Value.None
            )
        );
}
