using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Touchstone.Ffi.Emit;
using Touchstone.Ffi.Types;

namespace Touchstone.Ffi.Tests;

/// <summary>Typed delegates behind the same doors as slots and frames, so that each call and closure theory runs over them, too.</summary>
/// <remarks>A scalar is its C# type, an aggregate a struct of as many bytes.</remarks>
internal static class TypedDelegates
{
    private static readonly ConcurrentDictionary<int, Type> s_blobs = new();
    private static readonly ModuleBuilder s_module = AssemblyBuilder
        .DefineDynamicAssembly(new AssemblyName("Blobs"), AssemblyBuilderAccess.Run)
        .DefineDynamicModule("Blobs");

    [ModuleInitializer]
    internal static void Register()
    {
        EmittedBackend.Register();
        CallBackends.Append(new Backend());
    }

    /// <returns>Why neither calls nor closures of the type are made; null where they are.</returns>
    public static string? WhyNot(CFunction function) =>
        function
            .Parameters.Append(function.Result)
            .Any(type => type is not CVoid && Layout.Of(type, HostAbi.Current).Size == 0)
            ? "no C# struct has 0 bytes"
        : EmittedBinder.Instance.CanBind(DelegateType(function), function, out var reason) ? null
        : reason;

    public static Type DelegateType(CFunction function) =>
        Expression.GetDelegateType([
            .. function.Parameters.Select(TypeOf),
            function.Result is CVoid ? typeof(void) : TypeOf(function.Result),
        ]);

    /// <summary>A closure of a typed delegate that hands all to a target of frames.</summary>
    public static Closure MakeClosure(
        CFunction function,
        string name,
        ClosureTarget target,
        ClosureErrorHandler? onError
    )
    {
        var frame = Expression.Variable(typeof(Frame));
        var parameters = function
            .Parameters.Select(type => Expression.Parameter(TypeOf(type)))
            .ToArray();
        var body = new List<Expression>
        {
            Expression.Assign(
                frame,
                Expression.New(
                    typeof(Frame).GetConstructors()[0],
                    Expression.Constant(function),
                    Expression.Constant(target)
                )
            ),
        };
        body.AddRange(
            parameters.Select(
                (parameter, index) =>
                    Expression.Call(
                        frame,
                        nameof(Frame.Set),
                        [parameter.Type],
                        Expression.Constant(index),
                        parameter
                    )
            )
        );
        body.Add(
            function.Result is CVoid
                ? Expression.Call(frame, nameof(Frame.Run), [typeof(byte)])
                : Expression.Call(frame, nameof(Frame.Run), [TypeOf(function.Result)])
        );
        if (function.Result is CVoid)
        {
            body.Add(Expression.Empty());
        }
        var lambda = Expression.Lambda(
            DelegateType(function),
            Expression.Block([frame], body),
            parameters
        );
        return EmittedBinder.Instance.CreateClosure(
            function,
            name,
            lambda.Compile(preferInterpretation: true),
            onError
        );
    }

    private static Type TypeOf(CType type) =>
        CallFrame.HoldsAddressOf(type)
            ? s_blobs.GetOrAdd(Layout.Of(type, HostAbi.Current).Size, NewBlob)
        : type is not CScalar scalar ? typeof(nint)
        : HostAbi.Scalar(scalar.Kind) switch
        {
            { Class: ScalarClass.Float, Size: 4 } => typeof(float),
            { Class: ScalarClass.Float } => typeof(double),
            { Size: 1, Class: ScalarClass.Signed } => typeof(sbyte),
            { Size: 1 } => typeof(byte),
            { Size: 2, Class: ScalarClass.Signed } => typeof(short),
            { Size: 2 } => typeof(ushort),
            { Size: 4, Class: ScalarClass.Signed } => typeof(int),
            { Size: 4 } => typeof(uint),
            { Class: ScalarClass.Signed } => typeof(long),
            _ => typeof(ulong),
        };

    private static Type NewBlob(int size)
    {
        lock (s_module)
        {
            if (s_module.GetType($"Blob{size}") is { } known)
            {
                return known;
            }
            var type = s_module.DefineType(
                $"Blob{size}",
                TypeAttributes.Public | TypeAttributes.Sealed | TypeAttributes.SequentialLayout,
                typeof(ValueType)
            );
            type.DefineField("_first", typeof(byte), FieldAttributes.Private);
            if (size > 1)
            {
                type.SetCustomAttribute(
                    new CustomAttributeBuilder(
                        typeof(InlineArrayAttribute).GetConstructors()[0],
                        [size]
                    )
                );
            }
            return type.CreateType();
        }
    }

    /// <summary>The arguments of one call, laid out for a target of frames.</summary>
    internal sealed class Frame(CFunction function, ClosureTarget target)
    {
        private readonly int[] _offsets =
        [
            .. function.Parameters.Select(
                (type, index) =>
                    Layout.Of(type, HostAbi.Current).Size == 0
                        ? -1
                        : index * ByValueShapes.BufferSize
            ),
        ];
        private readonly byte[] _arguments = GC.AllocateArray<byte>(
            (function.Parameters.Length + 1) * ByValueShapes.BufferSize,
            pinned: true
        );

        public unsafe void Set<T>(int index, T value)
            where T : unmanaged =>
            Unsafe.WriteUnaligned(ref _arguments[index * ByValueShapes.BufferSize], value);

        public unsafe T Run<T>()
            where T : unmanaged
        {
            T result = default;
            fixed (byte* first = _arguments)
            {
                target(
                    new ClosureFrame(
                        first,
                        _offsets,
                        function.Result is CVoid ? 0 : (nint)(&result)
                    )
                );
            }
            return result;
        }
    }

    /// <summary>Calls by slots that go through a typed delegate.</summary>
    private sealed class Backend : ICallBackend
    {
        public string Name => "typed delegates";

        public bool CanCall(Signature signature, [NotNullWhen(false)] out string? reason)
        {
            reason = signature.Function.IsVariadic
                ? "the further arguments of a variadic function have no place in a delegate"
                : WhyNot(Travelling(signature));
            return reason is null;
        }

        public PreparedCall Prepare(Signature signature) =>
            CanCall(signature, out var reason)
                ? new Call(signature)
                : throw new UnsupportedCallException(reason);

        public static CFunction Travelling(Signature signature) =>
            new(signature.Result, signature.Arguments);
    }

    private sealed class Call : PreparedCall
    {
        private readonly Type _type;
        private readonly Action<Delegate, nint, nint> _run;
        private readonly ConcurrentDictionary<(nint, bool), Delegate> _bound = new();

        public Call(Signature signature)
            : base(signature)
        {
            var function = Backend.Travelling(signature);
            _type = DelegateType(function);
            var (bound, slots, result) = (
                Expression.Parameter(typeof(Delegate)),
                Expression.Parameter(typeof(nint)),
                Expression.Parameter(typeof(nint))
            );
            Expression call = Expression.Invoke(
                Expression.Convert(bound, _type),
                function.Parameters.Select(
                    (type, index) =>
                    {
                        Expression slot = Expression.Call(
                            typeof(Call),
                            nameof(Slot),
                            null,
                            slots,
                            Expression.Constant(index)
                        );
                        return Read(
                            CallFrame.HoldsAddressOf(type) ? Read(slot, typeof(nint)) : slot,
                            TypeOf(type)
                        );
                    }
                )
            );
            if (function.Result is not CVoid)
            {
                call = Expression.Call(
                    typeof(Storage),
                    nameof(Storage.Write),
                    [TypeOf(function.Result)],
                    result,
                    call
                );
            }
            _run = Expression
                .Lambda<Action<Delegate, nint, nint>>(call, bound, slots, result)
                .Compile(preferInterpretation: true);
        }

        public override unsafe void Invoke(
            nint function,
            CallFrame frame,
            nint result,
            bool swapErrno = false
        )
        {
            if (frame.Slots.Length < Signature.Arguments.Length)
            {
                throw TooFew(frame.Slots.Length);
            }
            var bound = _bound.GetOrAdd(
                (function, swapErrno),
                key => EmittedBinder.Instance.Bind(key.Item1, Signature.Function, _type, key.Item2)
            );
            fixed (ulong* slots = frame.Slots)
            {
                _run(bound, (nint)slots, result);
            }
        }

        internal static nint Slot(nint slots, int index) => slots + (8 * index);

        private static MethodCallExpression Read(Expression address, Type type) =>
            Expression.Call(typeof(Storage), nameof(Storage.Read), [type], address);
    }
}
