using System.Runtime.CompilerServices;

namespace Touchstone.Ffi.Types.Tests;

/// <summary>Shapes with the layout that gcc, or CPython 3.8 to 3.13, gave them: checked also where neither is installed.</summary>
/// <remarks>
/// A line is <c>shape => layout</c>, in the notations of <see cref="Shape"/> and <see cref="LayoutText"/>. Add a line for every shape
/// that once was wrong; take its layout from the compiler.
/// </remarks>
public sealed class CorpusTests
{
    public static TheoryData<string, string> Lines =>
        new(
            from line in File.ReadLines(SourcePath())
            where line.Length > 0 && line[0] != '#'
            let parts = line.Split(" => ")
            select (parts[0], parts[1])
        );

    [Theory, MemberData(nameof(Lines))]
    public void The_layout_is_the_recorded_one(string shape, string layout) =>
        Assert.Equal(layout, LayoutText.Of(Shape.Parse(shape)));

    private static string SourcePath([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "corpus.txt");
}
