using System.Collections.Immutable;
using System.Xml.Linq;

namespace Touchstone.Architecture.Tests;

/// <summary>The project files of the checkout, read as XML: what is referenced is what is written there.</summary>
internal static class Projects
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>Every project's name and file.</summary>
    public static ImmutableSortedDictionary<string, string> Files { get; } =
        Directory
            .EnumerateFiles(Root, "*.csproj", SearchOption.AllDirectories)
            .Where(file =>
                !file.StartsWith(Path.Combine(Root, "artifacts"), StringComparison.Ordinal)
            )
            .ToImmutableSortedDictionary(
                file => Path.GetFileNameWithoutExtension(file),
                file => file
            );

    public static ImmutableSortedSet<string> Direct(string project) =>
        [
            .. Elements(project, "ProjectReference")
                .Select(include => Path.GetFileNameWithoutExtension(include.Replace('\\', '/'))),
        ];

    public static ImmutableSortedSet<string> Packages(string project) =>
        [.. Elements(project, "PackageReference")];

    /// <summary>All that a project can see, at any distance.</summary>
    public static ImmutableSortedSet<string> Reachable(string project)
    {
        var seen = ImmutableSortedSet.CreateBuilder<string>();
        var open = new Queue<string>(Direct(project));
        while (open.TryDequeue(out var next))
        {
            if (seen.Add(next))
            {
                foreach (var further in Direct(next))
                {
                    open.Enqueue(further);
                }
            }
        }
        return seen.ToImmutable();
    }

    /// <summary>Whether a project lies under one of the top-level folders, as <c>reference-impl</c>.</summary>
    public static bool IsUnder(string project, string folder) =>
        Path.GetRelativePath(Root, Files[project])
            .StartsWith(folder + "/", StringComparison.Ordinal);

    public static XDocument Read(string project) => XDocument.Load(Files[project]);

    private static IEnumerable<string> Elements(string project, string name) =>
        Read(project)
            .Descendants(name)
            .Select(element => (string?)element.Attribute("Include") ?? "");

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "Touchstone.slnx"))
            ? folder
            : FindRoot(
                Path.GetDirectoryName(folder)
                    ?? throw new InvalidOperationException(
                        "Touchstone.slnx is in no folder above the tests: they read the checkout that they were built from"
                    )
            );
}
