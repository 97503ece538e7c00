using System.CommandLine;
using System.Globalization;
using Touchstone.Cli.Fuzz;
using Touchstone.Generation;
using Touchstone.Harness;
using Touchstone.Model;

namespace Touchstone.Cli.Commands;

/// <summary>Generated programs, judged three ways: the compiler, a CPython, the reference.</summary>
internal static class FuzzCommand
{
    public static Command Create()
    {
        var seed = new Option<ulong>("--seed")
        {
            Description = "The same seed gives the same programs on every machine.",
            HelpName = "S",
            DefaultValueFactory = _ => 1,
        };
        var count = new Option<int>("--count")
        {
            Description = "How many programs to generate.",
            HelpName = "N",
            DefaultValueFactory = _ => 1000,
        };
        var shape = new Option<ProgramShape?>("--shape")
        {
            Description = "Only programs about structs, or only about calls; without it, both.",
        };
        var target = new Option<string?>("--runtime")
        {
            Description =
                "The runtime under test instead of the reference in the oracle's profile.",
            HelpName = "NAME",
        };
        var output = new Option<string?>("--output")
        {
            Description = "Where findings are stored instead of artifacts/fuzz.",
            HelpName = "DIR",
        };
        var pythons = SharedOptions.Python();
        var json = SharedOptions.Json();
        var command = new ExampleCommand(
            "fuzz",
            "Generate programs and judge each three ways: the C compiler, a CPython, the reference.",
            "touchstone fuzz --seed 7 --count 1000"
        )
        {
            seed,
            count,
            shape,
            target,
            output,
            pythons,
            json,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                if (parsed.GetValue(count) < 1)
                {
                    throw new Refusal(ExitCode.Usage, "--count: at least one program");
                }
                var installation = Installation.Find();
                var found = await PythonDiscovery.FindAsync(parsed.GetValue(pythons), cancellation);
                var (oracle, subject) = Chosen(
                    [.. Subjects.Of(found, installation)],
                    parsed.GetValue(target)
                );
                var request = new FuzzRequest(
                    parsed.GetValue(seed),
                    parsed.GetValue(count),
                    parsed.GetValue(shape),
                    oracle,
                    subject,
                    parsed.GetValue(output) ?? Path.Combine(installation.Root, "artifacts", "fuzz")
                );
                var isWatched = !parsed.GetValue(json) && !Console.IsErrorRedirected;
                var progress = isWatched ? new Progress<FuzzProgress>(Show) : null;
                var report = await new FuzzRun(request, progress).ExecuteAsync(cancellation);
                if (parsed.GetValue(json))
                {
                    Console.Out.WriteLine(ModelJson.Write(report));
                }
                else
                {
                    Write(report);
                }
                return report.ExitCode;
            }
        );
        return command;
    }

    /// <summary>The newest CPython that the reference has a profile of, and the reference in that profile.</summary>
    private static (Subject? Oracle, Subject Target) Chosen(
        IReadOnlyList<Subject> available,
        string? name
    )
    {
        var target = name is null
            ? available.LastOrDefault(subject => subject.Kind == SubjectKind.Reference)
                ?? available.First(subject => subject.Kind == SubjectKind.NativeReference)
            : available.FirstOrDefault(subject => subject.Name == name)
                ?? throw new Refusal(
                    ExitCode.Usage,
                    $"there is no runtime `{name}` here; there are "
                        + string.Join(", ", available.Select(subject => subject.Name))
                );
        var pythons = available.Where(subject => subject.Kind == SubjectKind.CPython).ToList();
        return (target.OracleAmong(pythons), target);
    }

    private static void Show(FuzzProgress progress) =>
        Console.Error.Write(
            string.Create(
                CultureInfo.InvariantCulture,
                $"\r{progress.Judged} of {progress.Total} judged, {progress.Findings} findings"
            )
        );

    private static void Write(FuzzReport report)
    {
        var text = Console.Out;
        text.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"seed {report.Seed}: {report.Programs} programs in {report.Elapsed.TotalSeconds:0.0} s ({report.ProgramsPerSecond:0} a second), {report.Target} held against {report.Oracle ?? "no CPython"} and C"
            )
        );
        foreach (var (agreement, programs) in report.Agreements)
        {
            text.WriteLine($"  {programs, 7}  {Words(agreement)}");
        }
        foreach (var symptom in report.OracleSymptoms)
        {
            text.WriteLine(
                $"  {symptom.Count, 7}  {report.Oracle} differs from C: {symptom.Symptom}"
            );
        }
        foreach (var finding in report.Findings)
        {
            text.WriteLine($"FINDING {finding.Count} x {finding.Symptom}");
            text.WriteLine($"  {finding.Folder}{(finding.IsShrunk ? "" : " (not shrunk)")}");
        }
        foreach (var problem in report.Untrue)
        {
            text.WriteLine($"NO TRUTH {problem}");
        }
    }

    private static string Words(Agreement agreement) =>
        agreement switch
        {
            Agreement.Same => "same",
            Agreement.SameByRule => "same by a rule",
            Agreement.SameButBothDifferFromC => "same, but both differ from C",
            Agreement.OracleWrong => "CPython is wrong, the target is as C",
            Agreement.OracleFailed => "CPython failed",
            Agreement.OnlyTargetFailed => "only the target failed",
            Agreement.Differs => "differs",
            Agreement.OracleUnstable => "CPython is not stable",
            Agreement.OnlyUnderEmulation => "only under emulation",
            _ => "incomparable",
        };
}
