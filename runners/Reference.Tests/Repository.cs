namespace Touchstone.Reference.Tests;

/// <summary>Where the things are that tests need from the source tree and from what was built beside it.</summary>
internal static class Repository
{
    private static string Root { get; } = FindRoot();

    public static string Cases => Path.Combine(Root, "conformance", "cases");

    public static string Features => Path.Combine(Root, "conformance", "schema", "features.yaml");

    public static string PythonWorker => Path.Combine(Root, "runners", "python", "worker.py");

    /// <summary>Built by the task Fixtures; tests that need it are skipped where it is missing.</summary>
    public static string Fixtures =>
        Path.Combine(Root, "artifacts", "native", "gcc", "libtouchstone.so");

    /// <summary>The allocator that poisons what is freed, for workers that run lifetime programs.</summary>
    public static string Quarantine =>
        Path.Combine(Root, "artifacts", "native", "gcc", "libquarantine.so");

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Touchstone.slnx")))
            folder = Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar))!;
        return folder;
    }
}
