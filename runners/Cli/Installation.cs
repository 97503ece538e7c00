namespace Touchstone.Cli;

/// <summary>
/// Where Touchstone's parts are: in the clone that the tool was built in, or, once it is packed and installed, in the
/// folder <c>suite</c> beside it.
/// </summary>
/// <param name="Root">Of the clone, or of the folder <c>suite</c>; both have the same shape.</param>
/// <param name="Cache">For C's answers by content, so that a second run does not compile again.</param>
internal sealed record Installation(string Root, string Cache)
{
    private const string Marker = "conformance/schema/features.yaml";

    public string Cases => Path.Combine(Root, "conformance", "cases");
    public string Features => Path.Combine(Root, Marker);
    public string Expectations => Path.Combine(Root, "conformance", "expectations");

    /// <summary>The C files of the fixtures, from which reports quote.</summary>
    public string FixtureSources => Path.Combine(Root, "native-fixtures", "source");

    public string Worker => Path.Combine(Root, "runners", "python", "worker.py");

    /// <summary>What `./build.sh` makes of native-fixtures.</summary>
    public string Fixtures => Path.Combine(Root, "artifacts", "native", "gcc", "libtouchstone.so");

    /// <exception cref="Refusal">The tool stands in no clone and has no suite beside it.</exception>
    public static Installation Find()
    {
        var own = AppContext.BaseDirectory;
        var packed = Path.Combine(own, "suite");
        if (File.Exists(Path.Combine(packed, Marker)))
        {
            return new Installation(
                packed,
                Path.Combine(
                    Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData),
                    "touchstone",
                    "truth"
                )
            );
        }
        for (var folder = new DirectoryInfo(own); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Marker)))
            {
                return new Installation(
                    folder.FullName,
                    Path.Combine(folder.FullName, "artifacts", "cache", "truth")
                );
            }
        }
        throw new Refusal(
            ExitCode.Failure,
            $"neither {packed} nor a folder above {own} holds {Marker}: install the tool again"
        );
    }
}
