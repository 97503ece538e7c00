using System.Runtime.CompilerServices;

namespace Touchstone.Ctypes.Tests;

/// <summary>The rows of the feature catalogue, and the tests that they have here.</summary>
public sealed class CatalogueTests
{
    // What a snippet cannot say, as CPython would crash, or it takes a second thread, or a name is not Python's.
    private static readonly (string Row, Type Class, string Test)[] Elsewhere =
    [
        (
            "A7",
            typeof(LibraryTests),
            nameof(
                LibraryTests.The_list_of_loaded_libraries_begins_with_the_program_and_has_what_was_loaded
            )
        ),
        (
            "A8",
            typeof(LibraryTests),
            nameof(
                LibraryTests.A_function_of_an_unloaded_library_raises_where_CPython_jumps_to_where_it_was
            )
        ),
        (
            "A8",
            typeof(LibraryTests),
            nameof(
                LibraryTests.A_library_that_is_open_twice_still_works_when_one_of_the_two_is_unloaded
            )
        ),
        ("B5", typeof(LibraryTests), nameof(LibraryTests.A_NULL_function_pointer_raises)),
        (
            "B7",
            typeof(CompilerAgreementTests),
            nameof(CompilerAgreementTests.Packed_structs_and_unions_travel_by_value_as_in_C)
        ),
        (
            "C5",
            typeof(LibraryTests),
            nameof(
                LibraryTests.A_callback_that_fails_gives_C_zero_where_CPython_gives_what_was_on_the_stack
            )
        ),
        (
            "C8",
            typeof(LibraryTests),
            nameof(
                LibraryTests.A_callback_that_is_collected_while_C_holds_it_is_reported_and_gives_zero
            )
        ),
        (
            "C9",
            typeof(LibraryTests),
            nameof(LibraryTests.A_call_that_blocks_lets_another_thread_call)
        ),
    ];

    // Rows of Python's own.
    private static readonly Dictionary<string, string> OfTheHost = new(StringComparer.Ordinal)
    {
        ["K4"] = "audit events are a service of Python's interpreter",
        ["K5"] = "cycles and weak references are the host's collector's; K1 asks who dies",
        ["K6"] = "names of CPython's module; RAWFFI.md lists what stands for them here",
        ["W1"] = "aliases of simple types, which a host names as it likes",
        ["W2"] = "there is no Windows to compare with",
    };

    [Fact]
    public void Every_row_of_the_catalogue_has_a_test_or_is_the_hosts()
    {
        HashSet<string> tested =
        [
            .. Asked.Select(question => question.Row),
            .. Elsewhere.Select(test => test.Row),
        ];
        Assert.Empty(Rows().Except(tested).Except(OfTheHost.Keys));
        Assert.Empty(tested.Concat(OfTheHost.Keys).Except(Rows()));
        Assert.Empty(tested.Intersect(OfTheHost.Keys));
    }

    [Fact]
    public void Every_question_has_a_title_of_its_own_and_asks_something()
    {
        Assert.Equal(Asked.Count(), Asked.DistinctBy(question => question.Title).Count());
        Assert.DoesNotContain(Asked, question => question.Snippets.Count == 0);
    }

    [Fact]
    public void Every_test_that_stands_for_a_row_is_run() =>
        Assert.All(
            Elsewhere,
            test =>
                Assert.NotEmpty(
                    test.Class.GetMethod(test.Test)!
                        .GetCustomAttributes(typeof(FactAttribute), inherit: true)
                )
        );

    private static IEnumerable<Question> Asked =>
        Questions.Themes.SelectMany(theme => theme.Questions);

    private static string[] Rows([CallerFilePath] string here = "")
    {
        var catalogue = Path.Combine(
            Path.GetDirectoryName(here)!,
            "../../conformance/schema/features.yaml"
        );
        const string id = "  - id: ";
        return
        [
            .. File.ReadLines(catalogue)
                .Where(line => line.StartsWith(id, StringComparison.Ordinal))
                .Select(line => line[id.Length..]),
        ];
    }
}
