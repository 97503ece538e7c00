using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Touchstone.Model;

namespace Touchstone.Harness;

/// <summary>
/// Finds the Pythons of a machine. A file's name only makes it a candidate; what it is, it says itself when it is run.
/// </summary>
public static partial class PythonDiscovery
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    // Runs on 2.7 and 3.x. sysconfig names the library under several keys; which of them exists is seen here.
    private const string Question = """
        import json, os, platform, struct, sys
        try:
            import sysconfig
            get = sysconfig.get_config_var
        except ImportError:
            get = lambda name: None
        folders = [get('LIBDIR'), get('LIBPL'), os.path.join(getattr(sys, 'base_prefix', sys.prefix), 'lib')]
        if get('MULTIARCH'):
            folders += [os.path.join(f, get('MULTIARCH')) for f in folders if f]
        names = [n for n in (get('INSTSONAME'), get('LDLIBRARY')) if n]
        names += ['libpython%d.%d.so.1.0' % sys.version_info[:2], 'libpython%d.%dm.so.1.0' % sys.version_info[:2]]
        paths = [os.path.join(f, n) for n in names for f in folders if f and '.so' in n]
        library = next((os.path.realpath(p) for p in paths if os.path.exists(p)), None)
        try:
            import ctypes
            problem = None
        except ImportError as error:
            problem = 'ctypes cannot be imported: %s' % error
        sys.stdout.write(json.dumps({
            'executable': sys.executable,
            'identity': os.path.realpath(sys.executable or ''),
            'implementation': platform.python_implementation().lower(),
            'version': '%d.%d.%d' % sys.version_info[:3],
            'system': sys.platform.rstrip('0123456789'),
            'architecture': platform.machine(),
            'dataModel': {(8, 8): 'LP64', (4, 4): 'ILP32', (8, 4): 'LLP64'}.get((struct.calcsize('P'), struct.calcsize('l')), '?'),
            'byteOrder': sys.byteorder,
            'library': library,
            'problem': problem,
        }))
        """;

    /// <summary>All of them: the explicit ones first, then as PATH, pyenv and /usr/bin hold them, each once.</summary>
    /// <param name="explicitPaths">
    /// Executables that are to be found wherever they are, and run by the path that is given: each stands for its Python, which is
    /// then not found a second time.
    /// </param>
    /// <exception cref="RuntimeUnavailableException">An explicit path is no Python.</exception>
    public static async Task<ImmutableArray<PythonInstallation>> FindAsync(
        IReadOnlyList<string>? explicitPaths = null,
        CancellationToken cancellation = default
    )
    {
        var named = (explicitPaths ?? [])
            .Select(Path.GetFullPath)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var candidates = named.Concat(Candidates()).Distinct(StringComparer.Ordinal).ToList();
        var answers = new Answer?[candidates.Count];
        await Parallel.ForAsync(
            0,
            candidates.Count,
            cancellation,
            async (index, token) => answers[index] = await AnswerAsync(candidates[index], token)
        );
        foreach (var (path, answer) in named.Zip(answers))
        {
            if (answer is null)
            {
                throw new RuntimeUnavailableException(
                    $"{path} is no Python: it does not answer as one"
                );
            }
        }
        // A path that the user gives is what is run: it may be a script that starts its Python in some way of its own.
        var given = named
            .Zip(answers)
            .Select(pair =>
                pair.Second! with
                {
                    Python = pair.Second.Python with { Executable = pair.First },
                }
            )
            .ToList();
        var hidden = given.Select(answer => answer.Identity).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. given
                .Concat(
                    answers
                        .Skip(named.Count)
                        .OfType<Answer>()
                        .Where(answer => !hidden.Contains(answer.Identity))
                        .DistinctBy(answer => answer.Identity)
                )
                .Select(answer => answer.Python),
        ];
    }

    /// <summary>Asks one executable what it is; null if it does not answer as a Python does.</summary>
    public static async Task<PythonInstallation?> AskAsync(
        string executable,
        CancellationToken cancellation = default
    ) => (await AnswerAsync(executable, cancellation))?.Python;

    private static async Task<Answer?> AnswerAsync(
        string executable,
        CancellationToken cancellation
    )
    {
        var start = new ProcessStartInfo(executable, ["-"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _ = start.Environment.Remove("PYTHONHOME");
        _ = start.Environment.Remove("PYTHONPATH");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        Process? process = null;
        try
        {
            process = Process.Start(start);
            if (process is null)
            {
                return null;
            }
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.StandardInput.WriteAsync(Question.AsMemory(), limit.Token);
            process.StandardInput.Close();
            var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
            _ = await errors;
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode == 0 ? Read(executable, output) : null;
        }
        catch (Win32Exception)
        {
            return null; // not a program
        }
        catch (IOException)
        {
            return null; // it did not read the question
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            process?.Kill(entireProcessTree: true);
            return null; // it is something that waits
        }
        finally
        {
            process?.Dispose();
        }
    }

    private static Answer? Read(string asked, string answer)
    {
        try
        {
            var said = JsonSerializer.Deserialize<Description>(answer, Strict);
            return said is not null && Version.TryParse(said.Version, out var version)
                ? new Answer(
                    said.Identity,
                    new PythonInstallation(
                        // A shim answers with the Python that it stands for; an empty answer means that there is no better name.
                        said.Executable.Length == 0
                            ? asked
                            : said.Executable,
                        said.Implementation,
                        version,
                        said.System,
                        said.Architecture,
                        said.DataModel,
                        said.ByteOrder,
                        said.Library,
                        said.Problem
                    )
                )
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Candidates()
    {
        var pyenv =
            Environment.GetEnvironmentVariable("PYENV_ROOT")
            ?? Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
                ".pyenv"
            );
        var versions = Path.Combine(pyenv, "versions");
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathRooted)
            // A shim runs a shell to choose one of the versions, all of which are listed below.
            .Where(folder => !folder.EndsWith("/shims", StringComparison.Ordinal))
            .SelectMany(Pythons);
        var installed = Directory.Exists(versions)
            ? Directory
                .GetDirectories(versions)
                .Order(StringComparer.Ordinal)
                .SelectMany(version => Pythons(Path.Combine(version, "bin")))
            : [];
        return path.Concat(installed).Concat(Pythons("/usr/bin"));
    }

    private static IEnumerable<string> Pythons(string folder) =>
        Directory.Exists(folder)
            ? Directory
                .GetFiles(folder)
                .Where(file => PythonName().IsMatch(Path.GetFileName(file)))
                .Order(StringComparer.Ordinal)
            : [];

    [GeneratedRegex(
        "^(?:python|pypy)[0-9.]*$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex PythonName();

    private static readonly JsonSerializerOptions Strict = new(ModelJson.Options)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <param name="Identity">The executable with every symbolic link resolved: the same for two ways to one Python.</param>
    private sealed record Answer(string Identity, PythonInstallation Python);

    private sealed record Description(
        string Executable,
        string Identity,
        string Implementation,
        string Version,
        string System,
        string Architecture,
        string DataModel,
        ByteOrder ByteOrder,
        string? Library,
        string? Problem
    );
}
