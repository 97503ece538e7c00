using System.Reflection;
using System.Runtime.InteropServices;
using Touchstone.Ctypes;
using Touchstone.Model;

namespace Touchstone.Reference;

/// <summary>Who the reference says that it is.</summary>
internal static partial class Fingerprint
{
    [LibraryImport("libc")]
    private static partial nint gnu_get_libc_version();

    public static RuntimeFingerprint Of(CtypesProfile profile) =>
        new(
            Name: $"reference-{profile}",
            Implementation: "touchstone",
            // The native mode follows no CPython: C alone judges it.
            Version: profile.NativeAbi ? "native" : $"{profile.Version}.0",
            Build: $"Touchstone {Assembly.GetExecutingAssembly().GetName().Version?.ToString(3)} on {RuntimeInformation.FrameworkDescription}",
            Path: typeof(CtypesSession).Assembly.Location,
            System: "linux",
            Architecture: RuntimeInformation.ProcessArchitecture switch
            {
                Architecture.X64 => "x86_64",
                Architecture.Arm64 => "aarch64",
                var other => other.ToString(),
            },
            Emulator: null,
            Libc: $"glibc {Marshal.PtrToStringUTF8(gnu_get_libc_version())}",
            DataModel: "LP64",
            ByteOrder: BitConverter.IsLittleEndian ? ByteOrder.Little : ByteOrder.Big,
            Abilities: ["gc", "poison", "threads", "x87"]
        );
}
