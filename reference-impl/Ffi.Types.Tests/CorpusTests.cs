using System.Runtime.CompilerServices;

namespace Touchstone.Ffi.Types.Tests;

/// <summary>Shapes with the layout that a compiler, or a CPython, gave them: checked also where neither is installed.</summary>
/// <remarks>
/// A line is <c>target: shape => layout</c>, in the notations of <see cref="Shape"/> and <see cref="LayoutText"/>; without a target it
/// is x86-64 Linux. Add a line for every shape that once was wrong; take its layout from the compiler, which is asked again here.
/// </remarks>
public sealed class CorpusTests
{
    private sealed record Line(string Target, string Shape, string Layout);

    private static readonly Line[] s_lines =
    [
        .. from line in File.ReadLines(SourcePath())
        where line.Length > 0 && line[0] != '#'
        let parts = line.Split(" => ")
        let named = parts[0].Split(": ")
        select named.Length == 2
            ? new Line(named[0], named[1], parts[1])
            : new Line(TargetAbi.LinuxX64.Name, parts[0], parts[1]),
    ];

    public static TheoryData<string, string, string> Lines =>
        new(s_lines.Select(line => (line.Target, line.Shape, line.Layout)));

    /// <summary>A target's own compiler, or the CPython that has the rule.</summary>
    public static TheoryData<string, string> Oracles =>
        new(s_lines.Select(line => (line.Target, OracleOf(line))).Distinct());

    [Theory, MemberData(nameof(Lines))]
    public void The_layout_is_the_recorded_one(string target, string shape, string layout) =>
        Assert.Equal(layout, LayoutText.Of(Shape.Parse(shape), TargetAbi.Find(target)!));

    [Theory, MemberData(nameof(Oracles))]
    public void What_is_recorded_is_what_the_compiler_says_today(string target, string oracle)
    {
        Line[] lines =
        [
            .. s_lines.Where(line => line.Target == target && OracleOf(line) == oracle),
        ];
        Shape[] shapes = [.. lines.Select((line, index) => Shape.Parse(line.Shape, $"t{index}"))];
        var truths = Ask(target, oracle, shapes);
        string[] wrong =
        [
            .. lines
                .Zip(truths)
                .Where(pair => pair.First.Layout != pair.Second)
                .Select(pair => $"{pair.First.Shape} => {pair.Second}"),
        ];
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    private static string OracleOf(Line line)
    {
        var shape = Shape.Parse(line.Shape);
        return shape.Type.Definition.Rule switch
        {
            LayoutRule.CPythonBefore314 => "CPython before 3.14",
            LayoutRule.CPythonGccSysV or LayoutRule.CPythonMs => "CPython",
            _ when line.Target is "x86_64-linux-gnu" or "i386-linux-gnu" => "gcc",
            // clang 14 aligns __int128 to 16 on s390x, against the ABI and gcc.
            _ when line.Shape.Contains("128", StringComparison.Ordinal) => "gcc",
            _ when shape.ClangDiffers(TargetAbi.Find(line.Target)!) => "gcc",
            _ => "clang",
        };
    }

    private static string[] Ask(string target, string oracle, Shape[] shapes)
    {
        if (oracle.StartsWith("CPython", StringComparison.Ordinal))
        {
            string[] versions =
                oracle == "CPython"
                    ? ["3.15", "3.14"]
                    : ["3.13", "3.12", "3.11", "3.10", "3.9", "3.8"];
            var python = versions
                .Select(Command.FindPython)
                .FirstOrDefault(path => path is not null);
            Assert.SkipWhen(python is null, $"no CPython {string.Join(" or ", versions)}");
            return CPythonLayoutTests.Ask(python, shapes);
        }
        var abi = TargetAbi.Find(target)!;
        string[] names =
            oracle == "clang" ? Command.Clangs
            : target == "s390x-linux-gnu" ? ["s390x-linux-gnu-gcc"]
            : ["gcc"];
        var compiler = Command.Find(names);
        Assert.SkipWhen(compiler is null, $"no {names[0]} on the PATH");
        var option =
            oracle == "clang" ? $"--target={target}"
            : abi.PointerSize == 4 ? "-m32"
            : "-m64";
        return TargetTruth.Ask([compiler, option], abi, shapes);
    }

    private static string SourcePath([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "corpus.txt");
}
