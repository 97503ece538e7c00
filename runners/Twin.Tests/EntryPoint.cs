using Microsoft.Win32.SafeHandles;
using Xunit.MicrosoftTestingPlatform;

namespace Touchstone.Twin.Tests;

/// <summary>This program is the tests, and the twin worker that they start: a Python cannot be started twice in a process.</summary>
internal static class EntryPoint
{
    public const string Worker = "twin-worker";

    public static async Task<int> Main(string[] arguments)
    {
        if (
            arguments is [Worker, var libpython, var script, "--in", var input, "--out", var output]
        )
        {
            using var requests = Open(input, FileAccess.Read);
            using var answers = Open(output, FileAccess.Write);
            TwinWorker.Run(requests, answers, new TwinOptions(libpython, script));
            return 0;
        }
        return await TestPlatformTestFramework.RunAsync(
            arguments,
            SelfRegisteredExtensions.AddSelfRegisteredExtensions
        );
    }

    private static FileStream Open(string descriptor, FileAccess access) =>
        new(new SafeFileHandle(int.Parse(descriptor), ownsHandle: true), access, bufferSize: 0);
}
