using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Touchstone.Architecture.Tests;

/// <summary>What must not be there. Each of these absences is a promise of ARCHITECTURE.md.</summary>
public sealed class AbsencesTests
{
    [Theory]
    [InlineData("Model")]
    [InlineData("Language")]
    [InlineData("Generation")]
    [InlineData("Judging")]
    [InlineData("Harness")]
    [InlineData("CTruth")]
    [InlineData("Reports")]
    public void What_asks_and_judges_shares_no_code_with_what_is_judged(string project)
    {
        var own = Projects
            .Reachable(project)
            .Where(name => Projects.IsUnder(name, "reference-impl"));
        Assert.Empty(own);
    }

    [Fact]
    public void Reports_never_reference_the_harness() =>
        Assert.DoesNotContain("Harness", Projects.Reachable("Reports"));

    [Fact]
    public void The_model_references_nothing() => Assert.Empty(Projects.Reachable("Model"));

    [Fact]
    public void Engines_never_reference_each_other()
    {
        string[] engines = ["Reference", "PythonHost", "CTruth"];
        var wrong = engines.SelectMany(one =>
            Projects.Reachable(one).Intersect(engines).Select(other => $"{one} -> {other}")
        );
        Assert.Empty(wrong);
    }

    [Fact]
    public void Ffi_does_not_know_Python() =>
        Assert.DoesNotContain("Ctypes", Projects.Reachable("Ffi"));

    [Fact]
    public void Only_Ffi_Emit_makes_code_at_run_time_and_what_must_run_ahead_of_time_does_not_see_it()
    {
        Assert.Equal(["Ffi", "Ffi.Types"], Projects.Reachable("Ffi.Emit"));
        foreach (var project in new[] { "Ffi.Types", "Ffi", "Ctypes" })
        {
            Assert.DoesNotContain("Ffi.Emit", Projects.Reachable(project));
            Assert.Contains(
                Projects.Read(project).Descendants("IsAotCompatible"),
                element => element.Value == "true"
            );
            Assert.DoesNotContain(
                Sources(project),
                file =>
                    File.ReadAllText(file)
                        .Contains("System.Reflection.Emit", StringComparison.Ordinal)
            );
        }
    }

    [Fact]
    public void Ffi_Types_compiles_without_unsafe_code()
    {
        Assert.DoesNotContain(
            Projects.Read("Ffi.Types").Descendants("AllowUnsafeBlocks"),
            _ => true
        );
        var sources = Sources("Ffi.Types");
        Assert.NotEmpty(sources);
        Assert.DoesNotContain(
            sources,
            file =>
                Regex.IsMatch(
                    File.ReadAllText(file),
                    @"\bunsafe\b|\bMarshal\.",
                    RegexOptions.None,
                    TimeSpan.FromSeconds(5)
                )
        );
    }

    [Fact]
    public void The_reference_depends_on_nothing_but_dotnet()
    {
        var wrong = Projects
            .Files.Keys.Where(name =>
                Projects.IsUnder(name, "reference-impl")
                && !name.EndsWith(".Tests", StringComparison.Ordinal)
            )
            .SelectMany(name => Projects.Packages(name).Select(package => $"{name}: {package}"));
        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_package_version_stands_in_one_place_with_its_reason()
    {
        var document = XDocument.Load(
            Path.Combine(Projects.Root, "Directory.Packages.props"),
            LoadOptions.None
        );
        foreach (var version in document.Descendants("PackageVersion"))
        {
            Assert.True(
                version.PreviousNode is XComment { Value.Length: > 20 },
                $"{version} has no sentence of reason before it"
            );
        }
        foreach (var project in Projects.Files.Keys)
        {
            Assert.DoesNotContain(
                Projects.Read(project).Descendants("PackageReference"),
                reference => reference.Attribute("Version") is not null
            );
        }
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var listed = XDocument
            .Load(Path.Combine(Projects.Root, "Touchstone.slnx"))
            .Descendants("Project")
            .Select(project => Path.GetFileNameWithoutExtension((string?)project.Attribute("Path")))
            .Order(StringComparer.Ordinal);
        Assert.Equal(Projects.Files.Keys.Order(StringComparer.Ordinal), listed);
    }

    [Fact]
    public void No_case_holds_an_expected_value()
    {
        var cases = Directory.GetFiles(
            Path.Combine(Projects.Root, "conformance", "cases"),
            "*.yaml",
            SearchOption.AllDirectories
        );
        Assert.NotEmpty(cases);
        var wrong = cases.Where(file =>
            Regex.IsMatch(
                File.ReadAllText(file),
                @"(?m)^\s*-?\s*(?:expect|expected|result|answer)\s*:|\bassert\b",
                RegexOptions.None,
                TimeSpan.FromSeconds(5)
            )
        );
        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_file_that_C_can_enter_holds_back_every_exception()
    {
        // An exception that crosses a C frame ends the process. Where C enters, the same file must catch what is thrown.
        var entered = new[] { "Ffi", "Ctypes" }
            .SelectMany(Sources)
            .Where(file =>
                File.ReadAllText(file).Contains("[UnmanagedCallersOnly", StringComparison.Ordinal)
            )
            .ToList();
        Assert.NotEmpty(entered);
        Assert.DoesNotContain(
            entered,
            file => !File.ReadAllText(file).Contains("catch (Exception)", StringComparison.Ordinal)
        );
    }

    private static string[] Sources(string project) =>
        Directory.GetFiles(
            Path.GetDirectoryName(Projects.Files[project])!,
            "*.cs",
            SearchOption.AllDirectories
        );
}
