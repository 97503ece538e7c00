// The tasks of Touchstone. build.sh and build.ps1 only bootstrap this file.
using System.Text.Json;

var target = Argument("target", "Conform");
var artifacts = MakeAbsolute(Directory("artifacts"));
var solution = "Touchstone.slnx";

// Arguments after the task's name go to the tool as they are.
var passedOn = (EnvironmentVariable("TOUCHSTONE_ARGUMENTS") ?? "")
    .Split('\n', StringSplitOptions.RemoveEmptyEntries);

// ---- What the machine must have -------------------------------------------------------------------------------

bool Has(string program) =>
    (EnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
        .Any(folder => System.IO.File.Exists(System.IO.Path.Combine(folder, program)));

bool HasLibrary(string pattern) =>
    new[] { "/usr/lib", "/lib", "/usr/lib64", "/usr/local/lib" }
        .Where(System.IO.Directory.Exists)
        .SelectMany(folder => new[] { folder }.Concat(System.IO.Directory.GetDirectories(folder, "*-linux-gnu*")))
        .Any(folder => System.IO.Directory.EnumerateFiles(folder, pattern).Any());

string Output(string program, params string[] arguments)
{
    var settings = new ProcessSettings { RedirectStandardOutput = true, RedirectStandardError = true }
        .WithArguments(builder => { foreach (var argument in arguments) builder.AppendQuoted(argument); });
    StartProcess(program, settings, out var lines);
    return string.Join("\n", lines).Trim();
}

void Install(IReadOnlyCollection<string> packages)
{
    if (packages.Count == 0)
        return;
    var command = $"apt-get install -y --no-install-recommends {string.Join(' ', packages)}";
    var isRoot = Has("id") && Output("id", "-u") == "0";
    var maySudo = !isRoot && Has("sudo") && StartProcess("sudo", new ProcessSettings { Arguments = "-n true", RedirectStandardError = true }) == 0;
    if (!Has("apt-get") || !(isRoot || maySudo))
        throw new CakeException(3, $"missing system packages; run: sudo {command}   (on another system: the same things by its own names)");
    Information("Installing {0}", string.Join(", ", packages));
    var prefix = isRoot ? "" : "sudo -n ";
    var shell = $"export DEBIAN_FRONTEND=noninteractive; {prefix}{command} >/dev/null || {{ {prefix}apt-get update >/dev/null && {prefix}{command} >/dev/null; }}";
    if (StartProcess("sh", new ProcessSettings().WithArguments(builder => builder.Append("-c").AppendQuoted(shell))) != 0)
        throw new CakeException(3, $"apt-get could not install what is missing; run it yourself to see why: sudo {command}");
}

Task("Prerequisites")
    .Description("Installs cmake, a C compiler, libffi, Python and libpython with apt-get, or says what to run.")
    .WithCriteria(IsRunningOnUnix())
    .Does(() =>
{
    var missing = new List<string>();
    if (!Has("cmake")) missing.Add("cmake");
    if (!Has("make") && !Has("ninja")) missing.Add("make");
    if (!Has("gcc")) missing.AddRange(new[] { "gcc", "libc6-dev" });
    if (!HasLibrary("libffi.so.*")) missing.Add("libffi8");
    if (!Has("python3")) missing.Add("python3");
    Install(missing);
    if (!HasLibrary("libpython3.*.so*") && System.IO.File.Exists("/usr/bin/python3"))
    {
        // The package is named for the version that this system's python3 has.
        var version = Output("/usr/bin/python3", "-c", "import sys; print('%d.%d' % sys.version_info[:2])");
        Install(new[] { $"libpython{version}" });
    }
});

// ---- Stages ---------------------------------------------------------------------------------------------------

void Run(string program, int failure, string sentence, params string[] arguments)
{
    var settings = new ProcessSettings()
        .WithArguments(builder => { foreach (var argument in arguments) builder.AppendQuoted(argument); });
    if (StartProcess(program, settings) != 0)
        throw new CakeException(failure, sentence);
}

Task("Restore")
    .IsDependentOn("Prerequisites")
    .Does(() => Run("dotnet", 3, "dotnet restore failed", "restore", solution, "--locked-mode", "-v", "quiet"));

Task("Format-Check")
    .Does(() => Run("dotnet", 1, "some files are not formatted: run  dotnet csharpier format .", "csharpier", "check", "."));

Task("Fixtures")
    .IsDependentOn("Prerequisites")
    .Does(() =>
{
    foreach (var compiler in new[] { "gcc", "clang" }.Where(name => Has(name) || Has($"{name}-14")))
    {
        var program = Has(compiler) ? compiler : $"{compiler}-14";
        var folder = artifacts.Combine("native").Combine(compiler);
        Run("cmake", 3, $"cmake could not configure the fixtures for {compiler}",
            "-S", "native-fixtures", "-B", folder.Combine("build").FullPath, $"-DCMAKE_C_COMPILER={program}", "--log-level=WARNING");
        Run("cmake", 3, $"the fixtures do not compile with {compiler}", "--build", folder.Combine("build").FullPath, "--parallel", "--", "--quiet");
    }
});

Task("Build")
    .IsDependentOn("Restore")
    .Does(() => Run("dotnet", 3, "the build failed", "build", solution, "--no-restore", "-c", "Release", "-v", "quiet", "--nologo"));

Task("Test")
    .IsDependentOn("Format-Check")
    .IsDependentOn("Fixtures")
    .IsDependentOn("Build")
    .Does(() =>
{
    var results = artifacts.Combine("test");
    CleanDirectory(results);
    var status = StartProcess("dotnet", new ProcessSettings().WithArguments(builder => builder
        .Append("test").Append("--solution").AppendQuoted(solution).Append("--no-build").Append("-c").Append("Release")
        .Append("--results-directory").AppendQuoted(results.FullPath).Append("--report-ctrf")));
    int Count(string name) => GetFiles($"{results}/**/*.ctrf*").Concat(GetFiles($"{results}/**/*ctrf*.json")).Select(file => file.FullPath).Distinct()
        .Sum(file => JsonDocument.Parse(System.IO.File.ReadAllText(file)).RootElement.GetProperty("results").GetProperty("summary").GetProperty(name).GetInt32());
    var (passed, failed, skipped) = (Count("passed"), Count("failed"), Count("skipped"));
    System.IO.File.WriteAllText(results.CombineWithFilePath("summary.txt").FullPath, $"{passed} passed, {failed} failed, {skipped} skipped\n");
    if (status != 0 || failed > 0 || passed == 0)
        throw new CakeException(1, failed > 0 ? $"{failed} tests failed" : $"dotnet test ended with exit code {status}");
});

int Touchstone(IEnumerable<string> arguments) =>
    StartProcess("dotnet", new ProcessSettings().WithArguments(builder =>
    {
        builder.AppendQuoted($"{artifacts}/dotnet/bin/Cli/release/touchstone.dll");
        foreach (var argument in arguments)
            builder.AppendQuoted(argument);
    }));

Task("Conform")
    .IsDependentOn("Fixtures")
    .IsDependentOn("Build")
    .Does(() =>
{
    var status = Touchstone(new[] { "run", "--report", $"{artifacts}/report" }.Concat(passedOn));
    if (status != 0)
        throw new CakeException(status, $"touchstone run ended with exit code {status}");
});

Task("Bench")
    .IsDependentOn("Fixtures")
    .IsDependentOn("Build")
    .Does(() =>
{
    foreach (var project in GetFiles("*/Benchmarks/*.csproj"))
        Run("dotnet", 3, $"{project.FullPath} failed", new[] { "run", "--project", project.FullPath, "-c", "Release", "--no-build", "--" }.Concat(passedOn).ToArray());
});

// ---- Memory ---------------------------------------------------------------------------------------------------

// A program under valgrind. What coreclr.supp lists is the runtime's own; whatever else memcheck says is held against us.
IProcess Checked(string name, string project, params string[] arguments) =>
    StartAndReturnProcess("valgrind", new ProcessSettings
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        EnvironmentVariables = new Dictionary<string, string>
        {
            // Code that is written through one mapping and run through another would be translated once and never again.
            ["DOTNET_EnableWriteXorExecute"] = "0",
            // The core library finds the end of a string with whole vectors, which reach behind it: harmless, and an invalid read.
            ["DOTNET_EnableHWIntrinsic"] = "0",
            // Each ctypes object has a block of its own, whose end memcheck knows.
            ["TOUCHSTONE_MEMCHECK"] = "1",
        },
    }.WithArguments(builder =>
    {
        builder.Append("--tool=memcheck").Append("--smc-check=all-non-file").Append("--leak-check=no").Append("--error-limit=no")
            .Append("--child-silent-after-fork=yes").Append("--num-callers=40")
            .AppendQuoted($"--suppressions={MakeAbsolute(File("reference-impl/Exercise/coreclr.supp"))}")
            .AppendQuoted($"--log-file={artifacts}/memcheck/{name}.log")
            .AppendQuoted($"{artifacts}/dotnet/bin/{project}/release/Touchstone.{project}");
        foreach (var argument in arguments)
            builder.AppendQuoted(argument);
    }));

// What a checked program and memcheck said; the number of memcheck's errors that are not suppressed.
(string Output, string Log, int Errors) Finish(string name, IProcess process)
{
    process.WaitForExit();
    var output = string.Join("\n", process.GetStandardOutput().Concat(process.GetStandardError()));
    System.IO.File.WriteAllText($"{artifacts}/memcheck/{name}.txt", output);
    var log = System.IO.File.ReadAllText($"{artifacts}/memcheck/{name}.log");
    var summary = System.Text.RegularExpressions.Regex.Match(log, @"ERROR SUMMARY: (\d+) errors");
    return summary.Success
        ? (output, log, int.Parse(summary.Groups[1].Value))
        : throw new CakeException(3, $"memcheck did not finish over {name}: see {artifacts}/memcheck/{name}.log");
}

Task("Memcheck")
    .Description("Runs tests of Ffi and Ctypes under valgrind's memcheck, and mistakes that it must report.")
    .IsDependentOn("Build")
    .Does(() =>
{
    if (!Has("valgrind")) Install(new[] { "valgrind" });
    CleanDirectory(artifacts.Combine("memcheck"));
    var mistakes = new Dictionary<string, string>
    {
        ["native"] = "Invalid write of size 1",
        ["storage"] = "Invalid write of size 1",
        ["freed"] = "Invalid read of size 4",
    };
    var tests = new Dictionary<string, IProcess>
    {
        // The verdicts of the tests are not asked for here: valgrind computes long doubles with 64 bits, and some fail for that.
        ["Ffi.Tests"] = Checked("Ffi.Tests", "Ffi.Tests", "--parallel", "none", "--no-progress",
            // Generated shapes travel in processes of their own, which are not checked.
            "--filter-not-class", "*.GeneratedShapeTests", "*.LongDoubleTests", "*.RawffiTableTests", "*.ProcessTests", "*.BitFieldStorageTests"),
        ["Ctypes.Tests"] = Checked("Ctypes.Tests", "Ctypes.Tests", "--parallel", "none", "--no-progress",
            "--filter-class", "*.CPythonAgreementTests", "*.CompilerAgreementTests", "*.PoisonedMemoryTests", "*.ApiMemoryTests"),
    };
    var wrong = new List<string>();
    foreach (var (mistake, sentence) in mistakes)
    {
        var (_, log, errors) = Finish($"plant-{mistake}", Checked($"plant-{mistake}", "Exercise", "plant", mistake));
        if (errors != 1 || !log.Contains(sentence))
            wrong.Add($"the planted mistake '{mistake}' gave {errors} errors, not one {sentence}");
        Information("planted: {0}: reported as {1}", mistake, sentence);
    }
    foreach (var (name, process) in tests)
    {
        var (output, _, errors) = Finish(name, process);
        var ran = System.Text.RegularExpressions.Regex.Match(output, @"succeeded: (\d+)");
        Information("{0}: {1} tests ran and passed, {2} errors of memcheck", name, ran.Groups[1].Value, errors);
        if (errors != 0)
            wrong.Add($"{errors} errors over {name}: see {artifacts}/memcheck/{name}.log");
        if (!ran.Success || int.Parse(ran.Groups[1].Value) < 50)
            wrong.Add($"{name} did not run: see {artifacts}/memcheck/{name}.txt");
    }
    if (wrong.Count > 0)
        throw new CakeException(1, string.Join("\n", wrong));
});

Task("Pack")
    .IsDependentOn("Fixtures")
    .IsDependentOn("Build")
    .Does(() => Run("dotnet", 3, "the tool could not be packed", "pack", "runners/Cli/Cli.csproj", "--no-build", "-c", "Release", "-v", "quiet", "-o", $"{artifacts}/packages"));

RunTarget(target);
