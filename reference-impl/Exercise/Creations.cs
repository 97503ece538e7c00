using System.Runtime.InteropServices;
using Touchstone.Ctypes;
using Touchstone.Ffi;
using Touchstone.Ffi.Emit;
using Touchstone.Ffi.Types;

namespace Touchstone.Exercise;

/// <summary>One of each kind of thing that native memory hangs on, made and dropped.</summary>
internal static unsafe class Creations
{
    private const string EmittedCall = "emitted call, prepared";

    private static readonly CtypesSession s_session = new(new CtypesProfile(CPythonVersion.Newest));
    private static readonly CScalar s_int = new(ScalarKind.Int);
    private static readonly CFunction s_unary = new(s_int, s_int);

    private static readonly Dictionary<string, Func<Action>> s_kinds = new(StringComparer.Ordinal)
    {
        ["simple object"] = () => Object(Simple("c_int"), 5),
        ["structure of 16 bytes"] = () => Object(Pair()),
        ["array of 4,096 bytes"] = () => Object(s_session.Types.Array(Simple("c_char"), 4096)),
        ["pointer"] = () =>
        {
            var target = s_session.Call(Simple("c_int"), [7]);
            return () => s_session.Pointer(target);
        },
        ["callback"] = () =>
        {
            var type = s_session.Types.Function(Simple("c_int"), [Simple("c_int")]);
            var callable = new PyCallable("nothing", _ => 0);
            return () => s_session.Call(type, [callable]);
        },
        ["function pointer"] = () =>
        {
            var library = s_session.Load(Native.File);
            return () => library.GetItem("increment");
        },
        ["bytes argument"] = () =>
            Argument("strlen", "c_char_p", () => s_session.Bytes("temporary"u8)),
        ["text argument"] = () => Argument("wcslen", "c_wchar_p", () => "temporary"),
        ["structure type"] = () =>
            () =>
            {
                var type = s_session.Types.DeclareStructure("temporary");
                s_session.Types.SetFields(type, [new FieldDeclaration("x", Simple("c_int"))]);
                s_session.Call(s_session.Types.Pointer(type), []);
            },
        ["native block"] = () => () => NativeBlock.Allocate(64).Dispose(),
        ["native block, left to the collector"] = () => () => NativeBlock.Allocate(64),
        ["view with a pointer to it"] = () => () => ArrayView.Allocate(s_int, 4).ByPointer(),
        ["prepared call"] = () => () => CallBackends.Prepare(new Signature(s_unary)),
        ["call with views"] = () =>
        {
            var function = new NativeFunction(Native.Library, "increment", s_unary);
            var argument = ArrayView.Allocate(s_int, 1, 1);
            return () => function.Call(argument);
        },
        [".NET API: structure, written by name"] = () =>
        {
            var type = NetPair();
            return () => type.New(1.0, 2.0)["a"] = 3.0;
        },
        [".NET API: block, disposed"] = () =>
        {
            var type = NetPair();
            return () => type.Allocate().Dispose();
        },
        [".NET API: block, left to the collector"] = () =>
        {
            var type = NetPair();
            return () => type.Allocate();
        },
        [".NET API: what a pointer leads to"] = () =>
        {
            var type = NetPair();
            return () => _ = type.New().Pointer().Contents["b"];
        },
        [".NET API: callback, disposed"] = () =>
            () => CtypesSession.Native.Callback<Func<int, int>>(value => value).Dispose(),
        [".NET API: call with text"] = () =>
        {
            var length = CtypesSession
                .Native.Load(path: null)
                .Function<Func<string, nint>>("strlen");
            return () => length("temporary");
        },
        ["closure, disposed"] = () => () => new Closure(s_unary, "one", _ => { }).Dispose(),
        ["closure, left to the collector"] = () => () => new Closure(s_unary, "one", _ => { }),
        ["typed delegate"] = () =>
        {
            var address = Native.Library.Symbol("increment");
            return () => EmittedBinder.Instance.Bind(address, s_unary, typeof(Func<int, int>));
        },
        ["typed closure, disposed"] = () =>
        {
            Func<int, int> target = value => value;
            return () => EmittedBinder.Instance.CreateClosure(s_unary, "one", target).Dispose();
        },
        [EmittedCall] = () => () => EmittedBackend.Instance.Prepare(new Signature(s_unary)),
    };

    public static IEnumerable<string> Kinds => s_kinds.Keys;

    /// <summary>How many are enough: a method compiled for each call costs much more than the others, in time and in memory.</summary>
    public static int CountOf(string kind) => kind == EmittedCall ? 20_000 : 1_000_000;

    /// <param name="leaks">Each creation also loses 16 bytes: a mistake that must be seen.</param>
    public static Action Of(string kind, bool leaks)
    {
        var create = s_kinds[kind]();
        return leaks
            ? () =>
            {
                create();
                // malloc gives memory that nobody has touched; what is not resident would not be missed.
                *(long*)NativeMemory.Alloc(16) = 1;
            }
            : create;
    }

    private static CtypesType NetPair()
    {
        var real = CtypesSession.Native.Types.Double;
        return CtypesSession.Native.Struct("pair").Field("a", real).Field("b", real).Define();
    }

    private static CtypesType Simple(string name) => s_session.Types[name];

    private static CtypesType Pair()
    {
        var pair = s_session.Types.DeclareStructure("pair");
        s_session.Types.SetFields(
            pair,
            [
                new FieldDeclaration("a", Simple("c_double")),
                new FieldDeclaration("b", Simple("c_double")),
            ]
        );
        return pair;
    }

    private static Action Object(CtypesType type, params Value[] arguments) =>
        () => s_session.Call(type, arguments);

    private static Action Argument(string function, string type, Func<Value> make)
    {
        var called = s_session.Load(path: null).GetAttribute(function);
        s_session.SetAttribute(called, "argtypes", new PyList([Simple(type)]));
        return () => s_session.Call(called, [make()]);
    }
}
