using System.Runtime.InteropServices;
using Touchstone.Ffi.Types;

namespace Touchstone.Ffi;

/// <summary>The ABI of this process: the one that its memory and calls follow.</summary>
public static class HostAbi
{
    public static TargetAbi Current { get; } = Find();

    private static TargetAbi Find() =>
        (OperatingSystem.IsWindows(), RuntimeInformation.ProcessArchitecture) switch
        {
            (false, Architecture.X64) => TargetAbi.LinuxX64,
            (false, Architecture.X86) => TargetAbi.LinuxX86,
            (false, Architecture.Arm64) => TargetAbi.LinuxArm64,
            (true, Architecture.X64) => TargetAbi.WindowsX64,
            var (_, architecture) => throw new PlatformNotSupportedException(
                $"no ABI is described for {RuntimeInformation.OSDescription} on {architecture}"
            ),
        };
}
