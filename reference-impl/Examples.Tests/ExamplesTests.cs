using Touchstone.Ctypes;

namespace Touchstone.Examples.Tests;

/// <summary>Every example runs, and says what the same program in C or Python says.</summary>
public sealed class ExamplesTests
{
    public static TheoryData<string, string, string, string[]> Examples { get; } =
        new()
        {
            { "sorting", "libc.so.6", "sorting.c", [] },
            { "variadic", "libc.so.6", "variadic.c", [] },
            { "zlib", "libz.so.1", "zlib.py", [] },
            // The last line is what C# threw.
            { "sqlite", "libsqlite3.so.0", "sqlite.py", ["1: no such fox"] },
            { "geometry", "libc.so.6", "geometry.c", ["lost at step 0"] },
        };

    [Theory, MemberData(nameof(Examples))]
    public void An_example_prints_what_C_or_Python_prints(
        string name,
        string library,
        string oracle,
        string[] own
    )
    {
        SkipWithout(library);
        var expected = Oracle.Ask(oracle);
        var output = new StringWriter();
        Catalogue.All[name](output);
        Assert.NotEmpty(expected);
        Assert.Equal(
            [.. expected, .. own],
            output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)
        );
    }

    [Fact]
    public void Every_example_is_held_against_an_oracle() =>
        Assert.Equal(Catalogue.All.Keys, Examples.Select(example => example.Data.Item1));

    [Fact]
    public void The_readme_shows_an_example_as_it_is()
    {
        var lines = File.ReadAllLines(
            Path.Combine(Oracle.Folder(), "..", "Examples", "Sorting.cs")
        );
        var begin = Array.FindIndex(
            lines,
            line => line.Contains("README: begin", StringComparison.Ordinal)
        );
        var end = Array.FindIndex(
            lines,
            line => line.Contains("README: end", StringComparison.Ordinal)
        );
        var snippet = lines[(begin + 1)..end].Select(line => line.Length == 0 ? line : line[8..]);
        var readme = File.ReadAllText(Path.Combine(Oracle.Folder(), "..", "..", "README.md"));
        Assert.Contains(string.Join('\n', snippet), readme, StringComparison.Ordinal);
    }

    [Fact]
    public void A_closed_database_and_a_finished_statement_are_refused()
    {
        SkipWithout("libsqlite3.so.0");
        var database = new Database(":memory:");
        var statement = database.Prepare("select 1");
        database.Dispose();
        database.Dispose();
        Assert.Throws<ObjectDisposedException>(() => statement.Step());
        Assert.Throws<ObjectDisposedException>(() => database.Prepare("select 1"));
    }

    [Fact]
    public void A_database_that_cannot_be_opened_says_why()
    {
        SkipWithout("libsqlite3.so.0");
        // SQLITE_CANTOPEN, as sqlite3.h has it.
        Assert.Equal(
            14,
            Assert.Throws<SqliteException>(() => new Database("/no/such/folder/db")).Code
        );
    }

    private static void SkipWithout(string library)
    {
        try
        {
            CtypesSession.Native.Load(library);
        }
        catch (PythonException missing) when (missing.ClassName == "OSError")
        {
            Assert.Skip(missing.Message);
        }
    }
}
