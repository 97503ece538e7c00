namespace Touchstone.Harness.Tests;

/// <summary>Pythons are known by what they answer.</summary>
public sealed class PythonDiscoveryTests : IDisposable
{
    private const string Debians = "/usr/bin/python3";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("touchstone-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Each_Python_is_found_once_and_says_what_it_is()
    {
        Assert.SkipUnless(File.Exists(Debians), $"{Debians} is not installed");

        var found = await PythonDiscovery.FindAsync(
            cancellation: TestContext.Current.CancellationToken
        );

        var real = File.ResolveLinkTarget(Debians, returnFinalTarget: true)?.FullName ?? Debians;
        var debians = Assert.Single(
            found,
            python =>
                (
                    File.ResolveLinkTarget(python.Executable, returnFinalTarget: true)?.FullName
                    ?? python.Executable
                ) == real
        );
        Assert.Equal("cpython", debians.Implementation);
        Assert.Contains(debians.Minor, real, StringComparison.Ordinal);
        Assert.Equal(found.Length, found.DistinctBy(python => python.Executable).Count());
        Assert.DoesNotContain(
            found,
            python => python.Executable.Contains("/shims/", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_shim_is_the_Python_that_it_stands_for()
    {
        Assert.SkipUnless(File.Exists(Debians), $"{Debians} is not installed");
        var shim = Script("python3", $"exec {Debians} \"$@\"");

        var python = await PythonDiscovery.AskAsync(shim, TestContext.Current.CancellationToken);

        Assert.Equal(Debians, python?.Executable);
    }

    [Fact]
    public async Task A_script_that_the_user_names_is_itself_what_is_run()
    {
        Assert.SkipUnless(File.Exists(Debians), $"{Debians} is not installed");
        var script = Script("mine", $"exec {Debians} \"$@\"");

        var found = await PythonDiscovery.FindAsync(
            [script],
            TestContext.Current.CancellationToken
        );

        Assert.Equal(script, found[0].Executable);
        Assert.DoesNotContain(found.Skip(1), python => python.Executable == Debians);
    }

    [Theory]
    [InlineData("echo '{\"implementation\":\"cpython\"}'")]
    [InlineData("echo Python 3.11.2")]
    [InlineData("exit 0")]
    [InlineData("exit 127")]
    public async Task What_only_has_the_name_is_none(string script)
    {
        var impostor = Script("python3.11", script);

        Assert.Null(
            await PythonDiscovery.AskAsync(impostor, TestContext.Current.CancellationToken)
        );
        var error = await Assert.ThrowsAsync<RuntimeUnavailableException>(() =>
            PythonDiscovery.FindAsync([impostor], TestContext.Current.CancellationToken)
        );
        Assert.Contains(impostor, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_run_is_none()
    {
        var file = Path.Combine(_folder.FullName, "python3");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);

        Assert.Null(await PythonDiscovery.AskAsync(file, TestContext.Current.CancellationToken));
    }

    private string Script(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, $"#!/bin/sh\n{text}\n");
        File.SetUnixFileMode(
            path,
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        );
        return path;
    }
}
