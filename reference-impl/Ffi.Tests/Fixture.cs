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
    public static Library? Compile(string source)
    {
        if (Command.Find("gcc") is not { } compiler)
        {
            return null;
        }
        var directory = Directory.CreateTempSubdirectory("ffi-fixture-");
        try
        {
            var (file, library) = (
                Path.Combine(directory.FullName, "fixture.c"),
                Path.Combine(directory.FullName, "libfixture.so")
            );
            File.WriteAllText(file, source);
            Command.Run(
                compiler,
                ["-std=gnu11", "-w", "-O1", "-shared", "-fPIC", "-pthread", "-o", library, file]
            );
            return Library.Open(library);
        }
        finally
        {
            // What is loaded stays, without its file.
            directory.Delete(recursive: true);
        }
    }

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
