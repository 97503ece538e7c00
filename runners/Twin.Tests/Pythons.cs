using System.Collections.Immutable;
using Touchstone.Harness;

namespace Touchstone.Twin.Tests;

/// <summary>The Pythons of this machine that can be hosted.</summary>
internal static class Pythons
{
    private static readonly Lazy<ImmutableArray<PythonInstallation>> Found = new(() =>
        [
            .. PythonDiscovery
                .FindAsync()
                .GetAwaiter()
                .GetResult()
                .Where(python => python is { Implementation: "cpython", Library: not null })
                .Where(python => python.Problem is null && python.Version >= new Version(3, 8)),
        ]
    );

    public static TheoryData<string> Minors => ["3.8", "3.9", "3.10", "3.11", "3.12", "3.13"];

    /// <summary>One of that minor version; skips the test where there is none.</summary>
    public static PythonInstallation Of(string minor)
    {
        var python = Found.Value.FirstOrDefault(python => python.Minor == minor);
        Assert.SkipWhen(python is null, $"no CPython {minor} with a shared library is installed");
        return python!;
    }

    /// <summary>Whichever there is.</summary>
    public static PythonInstallation Any()
    {
        Assert.SkipWhen(Found.Value.IsEmpty, "no CPython with a shared library is installed");
        return Found.Value[0];
    }
}
