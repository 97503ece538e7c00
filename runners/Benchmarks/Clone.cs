using System.Globalization;
using System.Runtime.InteropServices;
using Touchstone.Language;
using Touchstone.Model;

namespace Touchstone.RunnerBenchmarks;

/// <summary>The clone that the benchmark was built in.</summary>
internal static class Clone
{
    /// <exception cref="DirectoryNotFoundException">It does not stand in one.</exception>
    public static string Root()
    {
        for (
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            folder is not null;
            folder = folder.Parent
        )
        {
            if (File.Exists(Path.Combine(folder.FullName, "Touchstone.slnx")))
            {
                return folder.FullName;
            }
        }
        throw new DirectoryNotFoundException("the benchmark runs in a clone of Touchstone only");
    }

    public static string Fixtures(string root) =>
        Path.Combine(root, "artifacts", "native", "gcc", "libtouchstone.so");

    /// <summary>The host that runs this program: workers are started by it, too.</summary>
    public static string Dotnet { get; } =
        Path.GetFullPath(
            Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet")
        );

    /// <summary>The catalogue's programs that may share a process: no fork is part of what is measured.</summary>
    public static IReadOnlyList<Model.Program> SharedPrograms(string root) =>
        [
            .. Catalogue
                .Read(Path.Combine(root, "conformance", "cases"))
                .Cases.SelectMany(entry => entry.Programs)
                .Where(program =>
                    program.Isolation == Isolation.Shared
                    && program.PythonBody is null
                    && program.Since is null
                    && !program.HasSides
                ),
        ];

    public static void Print(string what, string measured, string target) =>
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{what, -58}{measured, 14}  {target}")
        );
}
