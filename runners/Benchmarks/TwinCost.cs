using System.Diagnostics;
using System.Globalization;
using Touchstone.Harness;
using Touchstone.Language;

namespace Touchstone.RunnerBenchmarks;

/// <summary>
/// What a case costs on the twin's CPython, all that the harness does included, beside the same lowered Python in a plain
/// loop of that CPython.
/// </summary>
internal static class TwinCost
{
    private const int Few = 2;
    private const int Many = 12;

    /// <summary>Runs each lowered text in turn, with the worker's own observer and nothing sent anywhere.</summary>
    private const string PlainLoop = """
        import ctypes, json, sys, time
        sys.path.insert(0, sys.argv[1])
        import observer, worker
        fixtures = observer.Fixtures(sys.argv[2])
        texts = json.load(open(sys.argv[3]))
        def round():
            for text in texts:
                with observer.Observer(lambda *_: None, fixtures, None, False) as watching:
                    try:
                        worker.load(text)(watching, ctypes)
                    except Exception:
                        pass
        round()
        best = min((lambda start: (round(), time.perf_counter() - start)[1])(time.perf_counter()) for _ in range(5))
        print(best / len(texts) * 1e6)
        """;

    public static async Task MeasureAsync(string root)
    {
        var pythons = await PythonDiscovery.FindAsync();
        var python = pythons
            .Where(found =>
                found is { Implementation: "cpython", Problem: null, Library: not null }
                && found.Version >= new Version(3, 8)
            )
            .MaxBy(found => found.Version);
        if (python is null)
        {
            Clone.Print(
                "a case on the twin's CPython",
                "skipped",
                "no CPython with a libpython is found"
            );
            return;
        }
        var programs = Clone.SharedPrograms(root);
        var plain = await PlainAsync(root, python, programs);
        // What a worker's start costs is in both runs, so their difference holds cases only.
        var few = await TwinAsync(root, python, programs, Few);
        var many = await TwinAsync(root, python, programs, Many);
        var twin = (many - few).TotalMicroseconds / (programs.Count * (Many - Few));
        Clone.Print(
            $"a case in a plain loop of CPython {python.Version}",
            string.Create(CultureInfo.InvariantCulture, $"{plain:0} us"),
            ""
        );
        Clone.Print(
            "the same case on the twin's CPython",
            string.Create(CultureInfo.InvariantCulture, $"{twin:0} us, {twin / plain:0.0} x"),
            "3 x"
        );
    }

    private static async Task<double> PlainAsync(
        string root,
        PythonInstallation python,
        IReadOnlyList<Model.Program> programs
    )
    {
        var texts = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(
                texts,
                System.Text.Json.JsonSerializer.Serialize(
                    programs.Select(program => PythonLowering.Lower(program).Python)
                )
            );
            using var process = Process.Start(
                new ProcessStartInfo(
                    python.Executable,
                    [
                        "-c",
                        PlainLoop,
                        Path.Combine(root, "runners", "python"),
                        Clone.Fixtures(root),
                        texts,
                    ]
                )
                {
                    RedirectStandardOutput = true,
                    UseShellExecute = false,
                }
            )!;
            var printed = await process.StandardOutput.ReadToEndAsync();
            return double.Parse(printed, CultureInfo.InvariantCulture);
        }
        finally
        {
            File.Delete(texts);
        }
    }

    private static async Task<TimeSpan> TwinAsync(
        string root,
        PythonInstallation python,
        IReadOnlyList<Model.Program> programs,
        int rounds
    )
    {
        var worker = Path.Combine(root, "runners", "python", "worker.py");
        var spec = new RuntimeSpec(
            "twin",
            Clone.Dotnet,
            [
                Path.Combine(AppContext.BaseDirectory, "touchstone.dll"),
                "worker",
                "twin",
                "--libpython",
                python.Library!,
                "--script",
                worker,
            ]
        );
        var items = Enumerable
            .Range(0, rounds)
            .SelectMany(round =>
                programs.Select(program => new WorkItem(
                    program with
                    {
                        Variant = $"round={round}",
                    },
                    PythonLowering.Lower(program)
                ))
            )
            .ToList();
        var clock = Stopwatch.StartNew();
        _ = await RuntimeRunner.RunAsync(
            spec,
            items,
            new RunOptions(Clone.Fixtures(root)) { Lanes = 1 }
        );
        return clock.Elapsed;
    }
}
