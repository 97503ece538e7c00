using System.Runtime.CompilerServices;
using Touchstone.Model;

namespace Touchstone.Language.Tests;

/// <summary>Cases as short as a test wants them, and where the repository's files are.</summary>
internal static class Texts
{
    public const string Features = """
        needs:
          - {name: threads, means: runs threads}
        features:
          - {id: E1, slug: struct, title: Structures, group: Aggregates, notes: none}
          - {id: E5, slug: union, title: Unions, group: Aggregates, notes: none}
          - {id: H6, slug: cast, title: Casts, group: Pointers, notes: none}
        """;

    public static string Repository { get; } = Path.GetFullPath(Path.Combine(Here(), "..", ".."));

    public static string Cases => Path.Combine(Repository, "conformance", "cases");

    public static string Schemas => Path.Combine(Repository, "conformance", "schema");

    public static string Worker => Path.Combine(Repository, "runners", "python");

    /// <summary>A catalogue of the one file <c>cases.yaml</c>.</summary>
    public static Catalogue Read(string yaml) =>
        Catalogue.Parse([("cases.yaml", yaml)], "features.yaml", Features);

    /// <summary>A case of these declarations and steps; each line of <paramref name="steps"/> is a statement.</summary>
    public static string Case(
        string steps,
        string declarations = "types: {P: \"struct { int x; int y }\"}"
    ) =>
        "id: some/case\ntitle: A title\nwhy: A reason\nfeatures: [struct]\n"
        + $"{declarations}\nsteps: |\n  {steps.Replace("\n", "\n  ", StringComparison.Ordinal)}\n";

    public static Program Program(
        string steps,
        string declarations = "types: {P: \"struct { int x; int y }\"}"
    ) =>
        ProgramText.Read(
            $"id: some/case\n{declarations}\nsteps: |\n  {steps.Replace("\n", "\n  ", StringComparison.Ordinal)}\n",
            "program"
        );

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
