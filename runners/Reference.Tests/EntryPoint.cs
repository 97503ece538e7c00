using Microsoft.Win32.SafeHandles;
using Touchstone.Ctypes;
using Xunit.MicrosoftTestingPlatform;

namespace Touchstone.Reference.Tests;

/// <summary>This program is the tests, and the worker that they start: a mutant may take its process with it.</summary>
internal static class EntryPoint
{
    public const string Worker = "reference-worker";

    /// <summary>In the place of a mutant's name: none.</summary>
    public const string Healthy = "healthy";

    public static async Task<int> Main(string[] arguments)
    {
        if (arguments is [Worker, var profile, var mutant, "--in", var input, "--out", var output])
        {
            using var requests = Open(input, FileAccess.Read);
            using var answers = Open(output, FileAccess.Write);
            ReferenceWorker.Run(
                requests,
                answers,
                CtypesProfile.Parse(profile),
                mutant == Healthy ? null : mutant
            );
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
