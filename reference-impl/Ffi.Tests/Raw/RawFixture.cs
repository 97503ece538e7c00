using System.Runtime.CompilerServices;
using Touchstone.Ffi.Types;

namespace Touchstone.Ffi.Tests.Raw;

/// <summary>raw.c, compiled once and loaded; and the types that it speaks of.</summary>
internal static unsafe class RawFixture
{
    public static readonly CScalar Int = new(ScalarKind.Int);
    public static readonly CScalar Short = new(ScalarKind.Short);
    public static readonly CScalar Real = new(ScalarKind.Double);
    public static readonly CScalar Octet = new(ScalarKind.UnsignedChar);
    public static readonly CPointer Address = new(CVoid.Instance);

    public static readonly CStruct Point = (CStruct)
        new CStruct("point").Complete(new CField("x", Real), new CField("y", Real));

    private static readonly Lazy<Library?> s_library = new(() =>
        Fixture.Compile(File.ReadAllText(SourcePath()))
    );

    /// <summary>The library; the test is skipped where there is no compiler.</summary>
    public static Library Native
    {
        get
        {
            Assert.SkipWhen(s_library.Value is null, "no gcc on the PATH");
            return s_library.Value;
        }
    }

    /// <summary>What a function of C without parameters says.</summary>
    public static long Ask(string name) => ((delegate* unmanaged<long>)Native.Symbol(name))();

    public static NativeFunction Function(string name, CType result, params CType[] parameters) =>
        new(Native, name, new CFunction(result, parameters));

    /// <summary>A view of one integer.</summary>
    public static ArrayView One(CType type, Int128 value) => ArrayView.Allocate(type, 1, value);

    private static string SourcePath([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "raw.c");
}
