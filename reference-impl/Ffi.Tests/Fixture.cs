using System.Runtime.CompilerServices;
using Touchstone.Ffi.Types;
using Touchstone.Ffi.Types.Tests;

namespace Touchstone.Ffi.Tests;

/// <summary>fixture.c, compiled once and loaded.</summary>
internal static class Fixture
{
    private static readonly Lazy<Library?> s_library = new(() =>
        Compile(File.ReadAllText(SourcePath()))
    );

    /// <summary>The library; the test is skipped where there is no compiler.</summary>
    public static Library Library
    {
        get
        {
            Assert.SkipWhen(s_library.Value is null, "no gcc on the PATH");
            return s_library.Value;
        }
    }

    /// <returns>A library of this source; null where there is no compiler.</returns>
    public static Library? Compile(string source) =>
        Command.Find("gcc") is { } compiler
            ? Library.Open(Command.CompileLibrary(compiler, source))
            : null;

    /// <summary>Calls a function that takes what fills a slot each.</summary>
    public static unsafe TResult Call<TResult>(
        string name,
        CFunction type,
        params ReadOnlySpan<ulong> slots
    )
        where TResult : unmanaged
    {
        TResult result = default;
        CallBackends
            .Prepare(new Signature(type))
            .Invoke(Library.Symbol(name), new CallFrame(slots.ToArray()), (nint)(&result));
        return result;
    }

    private static string SourcePath([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "fixture.c");
}
