namespace Touchstone.Harness;

/// <summary>The environment that every worker is given: pinned, so that a machine's settings are no part of an answer.</summary>
internal static class WorkerEnvironment
{
    /// <summary>Of ours, only what tells a program where things are.</summary>
    private static readonly string[] Inherited =
    [
        "PATH",
        "HOME",
        "DOTNET_ROOT",
        "DOTNET_ROOT_X64",
        "DOTNET_HOST_PATH",
    ];

    public static SortedDictionary<string, string> Of(
        RuntimeSpec spec,
        WorkerKind kind,
        RunOptions options,
        string directory,
        string witness
    )
    {
        var environment = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in Inherited)
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
            {
                environment[name] = value;
            }
        }
        environment["LC_ALL"] = "C.UTF-8";
        environment["TZ"] = "UTC";
        environment["TMPDIR"] = directory;
        environment["PYTHONHASHSEED"] = "0";
        environment["PYTHONDONTWRITEBYTECODE"] = "1";
        environment["TOUCHSTONE_WITNESS"] = witness;
        Add(spec.Environment);
        if (kind is WorkerKind.Poisoned)
        {
            Add(spec.PoisonedEnvironment);
            if (options.Quarantine is { } library)
            {
                environment["LD_PRELOAD"] = library;
            }
        }
        return environment;

        void Add(IEnumerable<KeyValuePair<string, string>> variables)
        {
            foreach (var (name, value) in variables)
            {
                environment[name] = value;
            }
        }
    }
}
