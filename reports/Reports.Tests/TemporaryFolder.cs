namespace Touchstone.Reports.Tests;

/// <summary>A folder of one test's own, gone when the test is over.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("touchstone-report-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
