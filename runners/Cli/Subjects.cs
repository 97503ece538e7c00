using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Touchstone.Harness;
using Touchstone.Model;

namespace Touchstone.Cli;

/// <summary>The runtimes that this machine offers, named, in the order in which they are shown.</summary>
internal static class Subjects
{
    private static readonly Version OldestProfile = new(3, 8);

    /// <summary>
    /// Each Python found; the reference in the profile of each minor from 3.8 on; the native reference; a twin for each of
    /// those minors that can be hosted in a process.
    /// </summary>
    /// <param name="mutant">For tests of the gate: the rule that the references break on purpose.</param>
    public static ImmutableArray<Subject> Of(
        IReadOnlyList<PythonInstallation> pythons,
        Installation installation,
        string? mutant = null
    )
    {
        var usable = pythons.Where(python => python.Problem is null).ToList();
        var minors = usable
            .Where(python => IsCPython(python) && python.Version >= OldestProfile)
            .GroupBy(python => python.Version.Minor)
            .OrderBy(minor => minor.Key)
            .ToList();
        return
        [
            Native(mutant),
            .. minors.Select(minor => Reference(new Version(3, minor.Key), mutant)),
            .. minors
                .Select(minor =>
                    minor.OrderByDescending(python => python.Version).FirstOrDefault(Hostable)
                )
                .OfType<PythonInstallation>()
                .Select(python => Twin(python, installation)),
            .. Named(usable).Select(named => Python(named.Name, named.Python, installation)),
        ];
    }

    private static Subject Native(string? mutant) =>
        new(
            SubjectKind.NativeReference,
            Ours("reference-native", "native"),
            ReferenceWorker("reference-native", "native", mutant)
        );

    private static Subject Reference(Version minor, string? mutant) =>
        new(
            SubjectKind.Reference,
            Ours($"reference-{minor}", $"{minor}.0"),
            ReferenceWorker($"reference-{minor}", $"{minor}", mutant)
        );

    private static RuntimeSpec ReferenceWorker(string name, string profile, string? mutant) =>
        OurWorker(
            name,
            [
                "reference",
                "--profile",
                profile,
                .. mutant is null ? [] : (string[])["--mutant", mutant],
            ]
        ) with
        {
            PoisonsAlways = true,
        };

    private static Subject Twin(PythonInstallation python, Installation installation) =>
        new(
            SubjectKind.Twin,
            Sketch($"twin-{python.Minor}", python),
            OurWorker(
                $"twin-{python.Minor}",
                ["twin", "--libpython", python.Library!, "--script", installation.Worker]
            )
        );

    private static Subject Python(
        string name,
        PythonInstallation python,
        Installation installation
    ) =>
        new(
            IsCPython(python) ? SubjectKind.CPython : SubjectKind.OtherPython,
            Sketch(name, python),
            RuntimeSpec.Python(name, python, installation.Worker)
        );

    private static RuntimeFingerprint Sketch(string name, PythonInstallation python) =>
        new(
            name,
            python.Implementation,
            $"{python.Version}",
            Build: "",
            python.Executable,
            python.System,
            python.Architecture,
            Emulator: null,
            Libc: "",
            python.DataModel,
            python.ByteOrder,
            []
        );

    private static RuntimeFingerprint Ours(string name, string version) =>
        new(
            name,
            "touchstone",
            version,
            Build: "",
            Path: "",
            "linux",
            RuntimeInformation.OSArchitecture is Architecture.X64 ? "x86_64" : "aarch64",
            Emulator: null,
            Libc: "",
            "LP64",
            ByteOrder.Little,
            []
        );

    /// <summary>The first of a version keeps the short name; the next are told apart by a letter.</summary>
    private static IEnumerable<(string Name, PythonInstallation Python)> Named(
        IReadOnlyList<PythonInstallation> pythons
    ) =>
        pythons
            .GroupBy(python => $"{python.Implementation}-{python.Version}")
            .SelectMany(same =>
                same.Select(
                    (python, index) =>
                        (
                            Name: index == 0 ? same.Key : $"{same.Key}-{(char)('a' + index)}",
                            Python: python
                        )
                )
            )
            .OrderBy(named => named.Python.Version);

    private static bool IsCPython(PythonInstallation python) => python.Implementation == "cpython";

    private static bool Hostable(PythonInstallation python) => python.Library is not null;

    /// <summary>This very program, started again as a worker.</summary>
    private static RuntimeSpec OurWorker(string name, ImmutableArray<string> arguments)
    {
        var executable =
            Environment.ProcessPath
            ?? throw new Refusal(ExitCode.Failure, "the path of this program is not known");
        var own = Path.Combine(AppContext.BaseDirectory, "touchstone.dll");
        var isHosted = Path.GetFileNameWithoutExtension(executable) == "dotnet";
        return new RuntimeSpec(
            name,
            executable,
            [.. isHosted ? [own] : Array.Empty<string>(), "worker", .. arguments]
        )
        {
            HasSessions = true,
            TimeoutFactor = 4,
        };
    }
}
