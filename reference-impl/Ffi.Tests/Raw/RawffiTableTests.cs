using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Touchstone.Ffi.Types;
using Touchstone.Ffi.Types.Tests;

namespace Touchstone.Ffi.Tests.Raw;

/// <summary>RAWFFI.md is true: what it names exists, and nothing of PyPy's is missing.</summary>
public sealed partial class RawffiTableTests
{
    private const BindingFlags Any =
        BindingFlags.Public
        | BindingFlags.Instance
        | BindingFlags.Static
        | BindingFlags.FlattenHierarchy;

    private static readonly Assembly[] s_assemblies =
    [
        typeof(Storage).Assembly,
        typeof(CType).Assembly,
        typeof(Marshal).Assembly,
    ];

    private static readonly (string Entry, string Equivalent, string Test)[] s_rows =
    [
        .. File.ReadLines(TablePath())
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Select(line => line.Trim('|', ' ').Split(" | "))
            .Where(cells => cells[0] != "entry")
            .Select(cells => (cells[0], cells[1], cells[2])),
    ];

    public static TheoryData<string, string, string> Rows => new(s_rows);

    [Theory, MemberData(nameof(Rows))]
    public void What_a_row_names_exists(string entry, string equivalent, string test)
    {
        Assert.NotEmpty(entry);
        var members = Names(equivalent);
        Assert.NotEmpty(members);
        Assert.All(members, name => Assert.True(IsMember(name), $"there is no {name}"));
        var tests = Names(test);
        Assert.NotEmpty(tests);
        Assert.All(tests, name => Assert.True(IsTest(name), $"there is no test {name}"));
    }

    [Fact]
    public void Every_name_that_PyPy_has_is_in_the_table()
    {
        var python = Command.Find("pypy3");
        Assert.SkipWhen(python is null, "no pypy3 on the PATH");
        var entries = string.Join(' ', s_rows.Select(row => row.Entry));
        var names = Command
            .Run(python, ["-c", Script])
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(names.Length > 60, $"PyPy named only {names.Length}");
        Assert.DoesNotContain(
            names,
            name =>
                !Regex.IsMatch(
                    entries,
                    $@"(?<![\w.]){Regex.Escape(name)}(?![\w.])",
                    RegexOptions.None,
                    TimeSpan.FromSeconds(5)
                )
        );
    }

    private const string Script = """
        import _rawffi, _rawffi.alt as alt
        def show(prefix, holder, classes):
            for name in dir(holder):
                if name.startswith("__"):
                    continue
                if name == "types":
                    show("types.", holder.types, ())
                    continue
                print(prefix + name)
                if name in classes:
                    for member in dir(getattr(holder, name)):
                        if not member.startswith("__"):
                            print(prefix + name + "." + member)
        show("", _rawffi, ("Array", "ArrayInstance", "CDLL", "CallbackPtr", "FuncPtr", "Structure", "StructureInstance"))
        show("alt.", alt, ("CDLL", "Field", "FuncPtr", "_StructDescr"))
        """;

    private static IReadOnlyList<string> Names(string cell) =>
        [
            .. Backticks()
                .Matches(cell)
                .Select(match => match.Groups["name"].Value)
                .Where(name => name is not ("_rawffi" or "SafeHandle")),
        ];

    private static bool IsMember(string name)
    {
        var parts = name.Split('.');
        var types = s_assemblies
            .SelectMany(assembly => assembly.GetExportedTypes())
            .Where(type => type.Name == parts[0]);
        return parts.Length == 1
            ? types.Any()
            : types.Any(type => type.GetMember(parts[1], Any).Length > 0);
    }

    private static bool IsTest(string name)
    {
        var parts = name.Split('.');
        return typeof(RawffiTableTests)
            .Assembly.GetTypes()
            .Where(type => type.Name == parts[0])
            .SelectMany(type => type.GetMethods())
            .Any(method => method.Name == parts[1] && method.IsDefined(typeof(FactAttribute)));
    }

    private static string TablePath([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "Ffi", "RAWFFI.md");

    [GeneratedRegex(
        "`(?<name>[^`]+)`",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000
    )]
    private static partial Regex Backticks();
}
