using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Touchstone.Ffi.Types;

namespace Touchstone.Ffi.Emit;

/// <summary>The signature that stands for a C signature: its registers in the order of their kinds, then the stack as a block.</summary>
internal sealed class NativeShape
{
    private static readonly MethodInfo s_load = Method(typeof(Words), nameof(Words.Load));

    private readonly Signature _signature;

    /// <param name="signature">One that <see cref="EmittedBackend.CanCall"/> has nothing against.</param>
    public NativeShape(Signature signature)
    {
        _signature = signature;
        var words = UniversalPlan.Of(signature, out _);
        ReturnsInMemory = words.ReturnsInMemory;
        InRegisters =
        [
            .. words
                .Moves.Where(move => move.To < UniversalThunks.Registers)
                .OrderBy(move => move.To),
        ];
        OnStack = [.. words.Moves.Where(move => move.To >= UniversalThunks.Registers)];
        // Up to 16 bytes would travel in registers.
        Stack = words.StackWords == 0 ? null : EmittedTypes.Block(Math.Max(words.StackWords, 3));
        Parameters =
        [
            .. ReturnsInMemory ? [typeof(long)] : Type.EmptyTypes,
            .. InRegisters.Select(TypeOf),
            .. Stack is null ? Type.EmptyTypes : [Stack],
        ];
        var result = signature.ResultPassing;
        ResultBeginsWithPadding = result.BeginsWithPadding;
        Result = ResultType(signature.Result, result);
    }

    /// <summary>What travels in registers, the integers first.</summary>
    public Move[] InRegisters { get; }

    /// <summary>What travels on the stack.</summary>
    public Move[] OnStack { get; }

    /// <summary>The block of what is on the stack; null where nothing is.</summary>
    public Type? Stack { get; }

    /// <summary>A <c>long</c> first where the result is in memory; a <c>long</c>, <c>float</c> or <c>double</c> for each register; the block.</summary>
    public Type[] Parameters { get; }

    /// <summary><c>void</c> also where the result is in memory.</summary>
    public Type Result { get; }

    public bool ReturnsInMemory { get; }

    public bool ResultBeginsWithPadding { get; }

    /// <summary>Whether the result is one register that holds a scalar.</summary>
    public bool IsScalarResult =>
        Result != typeof(void) && !CallFrame.HoldsAddressOf(_signature.Result);

    /// <summary>What stands for one register or word.</summary>
    public Type TypeOf(Move move) =>
        move.Kind is MoveKind.Word or MoveKind.Part
            ? move.To < UniversalThunks.Integers
                ? typeof(long)
                : move.Size == 4
                    ? typeof(float)
                    : typeof(double)
            : _signature.Arguments[move.Slot] is CScalar scalar
            && HostAbi.Scalar(scalar.Kind) is { Class: ScalarClass.Float } format
                ? format.Size == 4
                    ? typeof(float)
                    : typeof(double)
                : typeof(long);

    /// <summary>Loads part of the value whose address is on the evaluation stack.</summary>
    public static void LoadPart(ILGenerator il, Move move, Type type)
    {
        if (move.Offset != 0)
        {
            il.Emit(OpCodes.Ldc_I4, move.Offset);
            il.Emit(OpCodes.Add);
        }
        if (type == typeof(long) && move.Size is not (1 or 2 or 4 or >= 8))
        {
            il.Emit(OpCodes.Ldc_I4, move.Size);
            il.Emit(OpCodes.Call, s_load);
            return;
        }
        il.Emit(OpCodes.Unaligned, (byte)1);
        il.Emit(
            type == typeof(float) ? OpCodes.Ldind_R4
            : type == typeof(double) ? OpCodes.Ldind_R8
            : move.Size switch
            {
                1 => OpCodes.Ldind_U1,
                2 => OpCodes.Ldind_U2,
                4 => OpCodes.Ldind_U4,
                _ => OpCodes.Ldind_I8,
            }
        );
        if (type == typeof(long))
        {
            il.Emit(OpCodes.Conv_U8);
        }
    }

    /// <summary>Loads the address of a local, or of a byte in it, as a native integer.</summary>
    public static void Address(ILGenerator il, LocalBuilder local, int offset = 0)
    {
        il.Emit(OpCodes.Ldloca, local);
        // Sound: what lies on the stack does not move.
        il.Emit(OpCodes.Conv_U);
        if (offset != 0)
        {
            il.Emit(OpCodes.Ldc_I4, offset);
            il.Emit(OpCodes.Add);
        }
    }

    /// <summary>A register's word as a C# scalar: what it holds beyond that is dropped.</summary>
    public static void Narrow(ILGenerator il, Type type)
    {
        switch (Type.GetTypeCode(type))
        {
            case TypeCode.Single or TypeCode.Double:
                break;
            case TypeCode.SByte:
                il.Emit(OpCodes.Conv_I1);
                break;
            case TypeCode.Byte or TypeCode.Boolean:
                il.Emit(OpCodes.Conv_U1);
                break;
            case TypeCode.Int16:
                il.Emit(OpCodes.Conv_I2);
                break;
            case TypeCode.UInt16 or TypeCode.Char:
                il.Emit(OpCodes.Conv_U2);
                break;
            case TypeCode.Int32 or TypeCode.UInt32:
                il.Emit(OpCodes.Conv_I4);
                break;
            case TypeCode.Int64 or TypeCode.UInt64:
                break;
            default:
                // A pointer, nint or nuint.
                il.Emit(OpCodes.Conv_I);
                break;
        }
    }

    public static DynamicMethod NewMethod(Type result, Type[] parameters) =>
        new("touchstone", result, parameters, typeof(NativeShape).Module, skipVisibility: true);

    public static MethodInfo Method(Type type, string name) =>
        type.GetMethod(
            name,
            BindingFlags.Static
                | BindingFlags.Instance
                | BindingFlags.Public
                | BindingFlags.NonPublic
        ) ?? throw new MissingMethodException(type.Name, name);

    private static Type ResultType(CType type, Passing result) =>
        type is CVoid || result.Carriage is Carriage.Memory or Carriage.Nothing ? typeof(void)
        : type is CScalar { Kind: ScalarKind.Float } ? typeof(float)
        : UniversalCall.RegistersOf(result) switch
        {
            ResultRegisters.Integer => typeof(long),
            ResultRegisters.Sse => typeof(double),
            ResultRegisters.IntegerInteger => typeof(Pair<ulong, ulong>),
            ResultRegisters.IntegerSse => typeof(Pair<ulong, double>),
            ResultRegisters.SseInteger => typeof(Pair<double, ulong>),
            _ => typeof(Pair<double, double>),
        };
}

/// <summary>Types that signatures need beside words and doubles. Few, shared, and never collected.</summary>
internal static class EmittedTypes
{
    private static readonly ConcurrentDictionary<int, Type> s_blocks = new();
    private static readonly ConcurrentDictionary<string, Type> s_delegates = new(
        StringComparer.Ordinal
    );
    private static readonly Lock s_lock = new();
    private static readonly ModuleBuilder s_module = NewModule();

    /// <summary>A struct of so many words, which travels on the stack.</summary>
    /// <param name="words">More than two.</param>
    public static Type Block(int words) => s_blocks.GetOrAdd(words, NewBlock);

    /// <summary>A delegate type of its own, since C cannot be given a pointer to a generic one.</summary>
    public static Type Delegate(Type result, Type[] parameters) =>
        s_delegates.GetOrAdd(
            $"{result.Name}{string.Join("", result.GenericTypeArguments.Select(type => type.Name))}({string.Join(", ", parameters.Select(type => type.Name))})",
            name => NewDelegate(name, result, parameters)
        );

    private static ModuleBuilder NewModule()
    {
        var assembly = AssemblyBuilder.DefineDynamicAssembly(
            new AssemblyName("Touchstone.Ffi.Emitted"),
            AssemblyBuilderAccess.Run
        );
        assembly.SetCustomAttribute(Attribute(typeof(DisableRuntimeMarshallingAttribute)));
        return assembly.DefineDynamicModule("Touchstone.Ffi.Emitted");
    }

    private static Type NewBlock(int words)
    {
        lock (s_lock)
        {
            var name = $"Stack{words}";
            if (s_module.GetType(name) is { } known)
            {
                return known;
            }
            var type = s_module.DefineType(
                name,
                TypeAttributes.Public | TypeAttributes.Sealed | TypeAttributes.SequentialLayout,
                typeof(ValueType)
            );
            type.DefineField("_first", typeof(ulong), FieldAttributes.Private);
            type.SetCustomAttribute(Attribute(typeof(InlineArrayAttribute), words));
            return type.CreateType();
        }
    }

    private static Type NewDelegate(string name, Type result, Type[] parameters)
    {
        lock (s_lock)
        {
            if (s_module.GetType(TypeName(name)) is { } known)
            {
                return known;
            }
            var type = s_module.DefineType(
                TypeName(name),
                TypeAttributes.Public | TypeAttributes.Sealed,
                typeof(MulticastDelegate)
            );
            type.DefineConstructor(
                    MethodAttributes.Public
                        | MethodAttributes.HideBySig
                        | MethodAttributes.RTSpecialName,
                    CallingConventions.Standard,
                    [typeof(object), typeof(nint)]
                )
                .SetImplementationFlags(MethodImplAttributes.Runtime);
            type.DefineMethod(
                    "Invoke",
                    MethodAttributes.Public
                        | MethodAttributes.HideBySig
                        | MethodAttributes.NewSlot
                        | MethodAttributes.Virtual,
                    result,
                    parameters
                )
                .SetImplementationFlags(MethodImplAttributes.Runtime);
            return type.CreateType();
        }
    }

    // A type's name may hold none of reflection's own signs.
    private static string TypeName(string signature) =>
        string.Concat(signature.Where(char.IsLetterOrDigit));

    private static CustomAttributeBuilder Attribute(Type type, params object[] arguments) =>
        new(type.GetConstructors()[0], arguments);
}
