using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.InteropServices;
using Touchstone.Ffi;
using Touchstone.Ffi.Types;

namespace Touchstone.Ctypes;

/// <summary>On a delegate type: its calls swap C's <c>errno</c> with the thread's copy, which <see cref="CtypesSession.GetErrno"/> reads.</summary>
[AttributeUsage(AttributeTargets.Delegate)]
public sealed class SetsErrnoAttribute : Attribute;

// Typed delegates that call C functions.
public sealed partial class CLibrary
{
    /// <summary>A C function as a delegate.</summary>
    /// <typeparam name="TDelegate">
    /// Its parameters and result say what C has: numbers of the same width, <see cref="nint"/> and pointers, unmanaged structs by
    /// value (checked against C's layout, as <see cref="CtypesSession.TypeOf{T}"/> does), <see cref="bool"/> as C's <c>_Bool</c>.
    /// A <see cref="string"/> parameter is a NUL-terminated UTF-8 copy that lives as long as the call; a <see cref="string"/> result is a copy of
    /// what C returned, which stays C's to free. <c>ref</c>, <c>in</c> and <c>out</c> pass a pointer to a copy that lives as long as the
    /// call. An array is pinned for the call, and C writes into it. A delegate is a callback for the call; what it throws is thrown again
    /// when C has returned (<see cref="CtypesSession.Callback{TDelegate}(TDelegate, Action{Exception}?)"/> makes one that lasts).
    /// </typeparam>
    /// <param name="name">The symbol.</param>
    /// <param name="usesErrno">Swap errno with the thread's copy at each call; also <see cref="SetsErrnoAttribute"/>.</param>
    /// <returns>
    /// To be kept: making it compiles code. Calls from any thread, through the binder of <c>Ffi.Emit</c> where the program registered it and
    /// nothing needs help on its way, else through slots. The function's true type cannot be checked: a wrong delegate type is undefined
    /// behaviour, as a wrong prototype is in C; so is a call after <see cref="Unload"/>.
    /// </returns>
    /// <exception cref="PythonException"><c>AttributeError</c>: there is no such symbol.</exception>
    /// <exception cref="CLayoutException">A parameter that has no counterpart in C, or a struct with another layout.</exception>
    /// <exception cref="UnsupportedCallException">No back-end gets the signature right.</exception>
    public TDelegate Function<TDelegate>(string name, bool usesErrno = false)
        where TDelegate : Delegate =>
        TypedFunctions.Bind<TDelegate>(
            GetAttribute(name),
            usesErrno
                || UsesErrno
                || Attribute.IsDefined(typeof(TDelegate), typeof(SetsErrnoAttribute))
        );
}

public sealed unsafe partial class CFunctionPointer
{
    /// <summary>This function, called by a delegate.</summary>
    /// <inheritdoc cref="CLibrary.Function{TDelegate}(string, bool)" path="/typeparam"/>
    /// <inheritdoc cref="CLibrary.Function{TDelegate}(string, bool)" path="/returns"/>
    /// <exception cref="CMemoryException">The pointer is NULL.</exception>
    public TDelegate As<TDelegate>(bool usesErrno)
        where TDelegate : Delegate => TypedFunctions.Bind<TDelegate>(this, usesErrno);
}

/// <summary>Delegates over <see cref="PreparedCall"/>, for all that a binder does not do.</summary>
internal static unsafe class TypedFunctions
{
    public static TDelegate Bind<TDelegate>(CFunctionPointer function, bool swapErrno)
        where TDelegate : Delegate
    {
        var address = *(nint*)function.Address;
        if (address == 0)
            throw new CMemoryException(CMemoryFault.Null, $"{function.Type.Name} is NULL");
        var session = CtypesSession.Of(function.Type.Types);
        var shape = DelegateShape.Of(session, typeof(TDelegate));
        var cType = new CFunction(
            shape.Result?.CType.CType ?? CVoid.Instance,
            [.. shape.Parameters.Select(parameter => parameter.CType.CType)]
        );
        if (
            shape.IsBlittable
            && DelegateBinders.TryBind<TDelegate>(address, cType, out var bound, out _, swapErrno)
        )
            return bound;
        shape.CheckExpressible();
        var call = CallBackends.Prepare(new Signature(cType));
        return (TDelegate)new Writer(session, shape, call, address, swapErrno).Compile();
    }

    /// <summary>Calls with a frame that lies in memory.</summary>
    internal static void Invoke(
        PreparedCall call,
        nint function,
        nint slots,
        nint result,
        bool swapErrno
    ) =>
        call.Invoke(
            function,
            new CallFrame(new Span<ulong>((void*)slots, call.Signature.Arguments.Length)),
            result,
            swapErrno
        );

    /// <summary>Writes the body of one delegate: slots first, then what lies elsewhere, then the result.</summary>
    private sealed class Writer(
        CtypesSession session,
        DelegateShape shape,
        PreparedCall call,
        nint function,
        bool swapErrno
    )
    {
        private readonly ParameterExpression _frame = Expression.Variable(typeof(nint), "frame");
        private readonly ParameterExpression _scope = Expression.Variable(
            typeof(CallScope),
            "scope"
        );
        private readonly List<Expression> _before = [];
        private readonly List<Expression> _after = [];
        private int _used;
        private bool _needsScope;

        public Delegate Compile()
        {
            _used = shape.Parameters.Length * sizeof(ulong);
            var parameters = new ParameterExpression[shape.Parameters.Length];
            for (var i = 0; i < parameters.Length; i++)
                parameters[i] = Pass(i);
            var place = Place(Math.Max(call.Signature.ResultSize, sizeof(ulong)));
            _before.Add(
                Expression.Call(
                    ((Action<PreparedCall, nint, nint, nint, bool>)Invoke).Method,
                    Expression.Constant(call),
                    Expression.Constant(function),
                    _frame,
                    place,
                    Expression.Constant(swapErrno)
                )
            );
            if (_needsScope)
                _after.Add(Expression.Call(_scope, Of(nameof(CallScope.Rethrow))));
            _after.Add(FromC(shape.Result, place));
            var body = Expression.Block(
                [_frame, _scope],
                Expression.Assign(
                    _frame,
                    Expression.Call(
                        ((Func<int, nint>)FrameStack.Enter).Method,
                        Expression.Constant(_used)
                    )
                ),
                _needsScope
                    ? Expression.Assign(_scope, Expression.New(typeof(CallScope)))
                    : Expression.Empty(),
                Expression.TryFinally(
                    Expression.Block([.. _before, .. _after]),
                    Expression.Block(
                        _needsScope
                            ? Expression.Call(_scope, Of(nameof(CallScope.Dispose)))
                            : Expression.Empty(),
                        Expression.Call(
                            ((Action<nint, int>)FrameStack.Leave).Method,
                            _frame,
                            Expression.Constant(_used)
                        )
                    )
                )
            );
            return Expression.Lambda(shape.DelegateType, body, parameters).Compile();
        }

        private ParameterExpression Pass(int index)
        {
            var parameter = shape.Parameters[index];
            var isReference = parameter.Passage == Passage.Reference;
            var given = Expression.Parameter(
                isReference ? parameter.Type.MakeByRefType() : parameter.Type
            );
            var slot = At(index * sizeof(ulong));
            switch (parameter.Passage)
            {
                case Passage.Slot:
                    _before.Add(Bytes.Write(typeof(ulong), slot, Expression.Constant(0UL)));
                    _before.Add(Bytes.Write(parameter.Type, slot, given));
                    break;
                case Passage.Truth:
                    _before.Add(
                        Bytes.Write(
                            typeof(ulong),
                            slot,
                            Expression.Convert(Bytes.OfTruth(given), typeof(ulong))
                        )
                    );
                    break;
                case Passage.Memory or Passage.Reference:
                    var place = Place((int)SizeOf(parameter));
                    if (parameter.IsRead)
                        _before.Add(Bytes.Write(parameter.Type, place, given));
                    _before.Add(Bytes.Write(typeof(nint), slot, place));
                    if (isReference && parameter.IsWritten)
                        _after.Add(Expression.Assign(given, Bytes.Read(parameter.Type, place)));
                    break;
                case Passage.Text:
                    PassBy(slot, Of(nameof(CallScope.Text)), given);
                    break;
                case Passage.Array:
                    PassBy(slot, Of(nameof(CallScope.Pin)), given);
                    break;
                default:
                    PassBy(slot, Of(nameof(CallScope.Bind)), Expression.Constant(session), given);
                    break;
            }
            return given;
        }

        private void PassBy(Expression slot, MethodInfo how, params Expression[] arguments)
        {
            _needsScope = true;
            _before.Add(Bytes.Write(typeof(nint), slot, Expression.Call(_scope, how, arguments)));
        }

        private static MethodInfo Of(string name) => typeof(CallScope).GetMethod(name)!;

        private static nint SizeOf(DelegateParameter parameter) =>
            parameter.Passage == Passage.Reference
                ? parameter.CType.Element!.Size
                : parameter.CType.Size;

        private static Expression FromC(DelegateParameter? result, Expression place) =>
            result?.Passage switch
            {
                null => Expression.Empty(),
                Passage.Truth => Bytes.ToTruth(Bytes.Read(typeof(byte), place)),
                Passage.Text => Bytes.ToText(Bytes.Read(typeof(nint), place)),
                _ => Bytes.Read(result.Type, place),
            };

        // As any C type may want its memory to be.
        private Expression Place(int size)
        {
            _used = (_used + 15) & -16;
            var place = At(_used);
            _used += size;
            return place;
        }

        private Expression At(int offset) => Bytes.Further(_frame, offset);
    }
}

/// <summary>Memory for the frames of this thread's calls, which end in the reverse of their order.</summary>
internal static unsafe class FrameStack
{
    private const int Size = 64 * 1024;

    [ThreadStatic]
    private static byte[]? t_memory;

    [ThreadStatic]
    private static int t_used;

    public static nint Enter(int size)
    {
        size = Rounded(size);
        if (t_used + size > Size)
        {
            // Calls within calls, hundreds deep.
            return (nint)NativeMemory.AlignedAlloc((nuint)size, 16);
        }
        var start = Start();
        var frame = start + t_used;
        t_used += size;
        return frame;
    }

    public static void Leave(nint frame, int size)
    {
        var start = Start();
        if (frame >= start && frame < start + Size)
            t_used -= Rounded(size);
        else
            NativeMemory.AlignedFree((void*)frame);
    }

    private static int Rounded(int size) => (size + 15) & -16;

    private static nint Start()
    {
        var memory = t_memory ??= GC.AllocateUninitializedArray<byte>(Size + 16, pinned: true);
        // Sound: the array is on the pinned heap.
        fixed (byte* start = memory)
            return ((nint)start + 15) & -16;
    }
}
