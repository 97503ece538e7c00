using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Touchstone.Ffi.Types;

namespace Touchstone.Ffi;

/// <summary>A C function at an address with a type, called with views: the slow and simple way, checked argument by argument.</summary>
/// <remarks>For speed make a <see cref="CallFrame"/> and keep the <see cref="PreparedCall"/>.</remarks>
public sealed class NativeFunction
{
    private readonly PreparedCall _call;
    private readonly bool _swapsErrno;

    // Its code must stay as long as we call it.
    private readonly object? _keeps;

    /// <param name="address">Trusted: nothing can check that a function of this type is there.</param>
    /// <param name="swapsErrno">Whether it sees the thread's copy of errno (<see cref="Errno"/>).</param>
    /// <param name="further">The types of the arguments past the declared ones, for a variadic function.</param>
    /// <exception cref="UnsupportedCallException">No back-end gets the signature right.</exception>
    public NativeFunction(
        nint address,
        CFunction type,
        bool swapsErrno = false,
        params ReadOnlySpan<CType> further
    )
    {
        Address = address;
        _call = CallBackends.Prepare(new Signature(type, further));
        _swapsErrno = swapsErrno;
    }

    /// <summary>A function of a library, which is kept loaded as long as this.</summary>
    /// <exception cref="LibraryException">There is no such symbol.</exception>
    /// <inheritdoc cref="NativeFunction(nint, CFunction, bool, ReadOnlySpan{CType})"/>
    public NativeFunction(
        Library library,
        string name,
        CFunction type,
        bool swapsErrno = false,
        params ReadOnlySpan<CType> further
    )
        : this(Symbol(library, name), type, swapsErrno, further) => _keeps = library;

    /// <summary>Of the code.</summary>
    public nint Address { get; }

    /// <summary>As declared: without the further arguments that <see cref="Parameters"/> has for a variadic function.</summary>
    public CFunction Type => _call.Signature.Function;

    /// <summary>What must be given, in order: the declared parameters, then the promoted further ones.</summary>
    public ImmutableArray<CType> Parameters => _call.Signature.Arguments;

    /// <summary>Calls the function.</summary>
    /// <param name="arguments">
    /// For a scalar an array of one of that type (any pointer for a pointer), for a struct or union a view of the same size and
    /// alignment. They are read, never written.
    /// </param>
    /// <returns>New memory that holds the result, an array of one where it is a scalar; null for <c>void</c>.</returns>
    /// <exception cref="ArgumentException">The number or the type of the arguments is another.</exception>
    public NativeView? Call(params ReadOnlySpan<NativeView> arguments)
    {
        var parameters = Parameters;
        if (arguments.Length != parameters.Length)
        {
            throw new ArgumentException(
                $"{Type} takes {parameters.Length} arguments, {arguments.Length} are given",
                nameof(arguments)
            );
        }
        var slots = parameters.Length <= 32 ? stackalloc ulong[32] : new ulong[parameters.Length];
        slots.Clear();
        var frame = new CallFrame(slots);
        for (var i = 0; i < parameters.Length; i++)
        {
            Check(parameters[i], arguments[i], i);
            if (CallFrame.HoldsAddressOf(parameters[i]))
            {
                frame.SetAddress(i, arguments[i].Address);
            }
            else
            {
                arguments[i].AsSpan().CopyTo(MemoryMarshal.AsBytes(slots.Slice(i, 1)));
            }
        }
        NativeView? result = Type.Result switch
        {
            CVoid => null,
            CAggregate aggregate => StructView.Allocate(aggregate),
            var scalar => ArrayView.Allocate(scalar, 1),
        };
        _call.Invoke(Address, frame, result?.Address ?? 0, _swapsErrno);
        foreach (var argument in arguments)
        {
            GC.KeepAlive(argument);
        }
        GC.KeepAlive(result);
        GC.KeepAlive(_keeps);
        return result;
    }

    /// <summary>A new array of one pointer to the code: what a parameter that is a function pointer is given.</summary>
    public ArrayView ByPointer() => PointerTo(Type, Address);

    /// <inheritdoc cref="ByPointer()"/>
    /// <param name="closure">Not kept alive by its address.</param>
    public static ArrayView ByPointer(CFunction type, Closure closure)
    {
        ArgumentNullException.ThrowIfNull(closure);
        return PointerTo(type, closure.Address);
    }

    private static ArrayView PointerTo(CFunction type, nint code)
    {
        var pointer = ArrayView.Allocate(new CPointer(type), 1);
        pointer.Set(0, code);
        return pointer;
    }

    private static nint Symbol(Library library, string name)
    {
        ArgumentNullException.ThrowIfNull(library);
        return library.Symbol(name);
    }

    private void Check(CType parameter, NativeView argument, int index)
    {
        var fits = (parameter, argument) switch
        {
            (CAggregate, StructView { Type: var type }) => Layout.Of(type, HostAbi.Current)
                is { Size: var size, Alignment: var alignment }
                && Layout.Of(parameter, HostAbi.Current) is var wanted
                && (size, alignment) == (wanted.Size, wanted.Alignment),
            (CPointer, ArrayView { Length: 1, Element: CPointer }) => true,
            (CScalar, ArrayView { Length: 1 } array) => array.Element.Equals(parameter),
            _ => false,
        };
        if (!fits)
        {
            throw new ArgumentException(
                $"argument {index} of {Type} is a {parameter}: a {argument.Type} does not fit",
                nameof(argument)
            );
        }
    }
}
