using System.Text.Json;
using System.Text.Json.Nodes;
using Touchstone.Reports.Site;
using Touchstone.Reports.Text;

namespace Touchstone.Reports;

/// <summary>The Common Test Report Format, https://ctrf.io: the same tests and states as <see cref="JUnitReport"/>.</summary>
public static class CtrfReport
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <exception cref="IOException">The file could not be written.</exception>
    public static void Write(ReportInput input, string file)
    {
        var index = new SiteIndex(input);
        var tests = index
            .Runtimes.SelectMany(runtime =>
                TestResult.Of(index, runtime).Select(test => (runtime.Runtime, Test: test))
            )
            .ToList();
        var start = input.Runs.Select(run => run.Started).DefaultIfEmpty(input.Generated).Min();
        var report = new JsonObject
        {
            ["reportFormat"] = "CTRF",
            ["specVersion"] = "0.0.0",
            ["results"] = new JsonObject
            {
                ["tool"] = new JsonObject { ["name"] = "touchstone" },
                ["summary"] = new JsonObject
                {
                    ["tests"] = tests.Count,
                    ["passed"] = Count(TestStatus.Passed),
                    ["failed"] = Count(TestStatus.Failed),
                    ["pending"] = 0,
                    ["skipped"] = Count(TestStatus.Skipped),
                    ["other"] = 0,
                    ["start"] = start.ToUnixTimeMilliseconds(),
                    ["stop"] = input.Generated.ToUnixTimeMilliseconds(),
                },
                ["tests"] = new JsonArray([
                    .. tests.Select(entry => Test(entry.Runtime, entry.Test)),
                ]),
            },
        };
        File.WriteAllText(file, report.ToJsonString(Indented));

        int Count(TestStatus status) => tests.Count(entry => entry.Test.Status == status);
    }

    private static JsonObject Test(string runtime, TestResult test)
    {
        var entry = new JsonObject
        {
            ["name"] = test.Name,
            ["status"] = test.Status switch
            {
                TestStatus.Passed => "passed",
                TestStatus.Failed => "failed",
                _ => "skipped",
            },
            ["duration"] = Math.Round(test.Microseconds / 1000),
            ["suite"] = new JsonArray(Visible.Text(runtime)),
        };
        if (test.Status != TestStatus.Passed)
        {
            entry["message"] =
                test.Detail.Length == 0 ? test.Message : $"{test.Message}\n{test.Detail}";
        }
        return entry;
    }
}
