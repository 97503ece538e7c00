using System.Runtime.InteropServices;
using Touchstone.Ffi.Types;

namespace Touchstone.Ffi;

/// <summary>The ABI of this process: the one that its memory and calls follow.</summary>
public static class HostAbi
{
    /// <summary>Found by operating system and architecture when first asked.</summary>
    /// <exception cref="TypeInitializationException">No ABI is described for this machine; the inner exception names it.</exception>
    public static TargetAbi Current { get; } = Find();

    private static readonly ScalarFormat[] s_formats =
    [
        .. Enum.GetValues<ScalarKind>()
            .Order()
            .Select(kind => Current.Has(kind) ? Current.Scalar(kind) : default),
    ];

    /// <summary>What <see cref="TargetAbi.Scalar"/> says of this process's ABI, looked up.</summary>
    internal static ScalarFormat Scalar(ScalarKind kind) =>
        s_formats[(int)kind] is { Size: > 0 } format ? format : Current.Scalar(kind);

    /// <summary>Bytes of a type. As <see cref="Layout.Of"/>, but most types need no layout for that.</summary>
    /// <exception cref="CTypeException">It has none.</exception>
    internal static int SizeOf(CType type) =>
        type switch
        {
            CScalar scalar => Scalar(scalar.Kind).Size,
            CPointer => Current.PointerSize,
            _ => Layout.Of(type, Current).Size,
        };

    /// <summary>Bytes of C's <c>time_t</c>: as many as a <c>long</c> has on Unix, 8 on Windows, unless a program asked for others.</summary>
    public static int TimeSize => OperatingSystem.IsWindows() ? 8 : Current.LongSize;

    private static TargetAbi Find() =>
        (OperatingSystem.IsWindows(), RuntimeInformation.ProcessArchitecture) switch
        {
            (false, Architecture.X64) => TargetAbi.LinuxX64,
            (false, Architecture.X86) => TargetAbi.LinuxX86,
            // Apple's AArch64 is another: a signed char, a long double of 8 bytes, variadic arguments on the stack.
            (false, Architecture.Arm64) when !OperatingSystem.IsMacOS() => TargetAbi.LinuxArm64,
            (false, Architecture.Arm or Architecture.Armv6) => TargetAbi.LinuxArm,
            (false, Architecture.S390x) => TargetAbi.LinuxS390X,
            (false, Architecture.Ppc64le) => TargetAbi.LinuxPpc64Le,
            (false, Architecture.RiscV64) => TargetAbi.LinuxRiscV64,
            (false, Architecture.Wasm) => TargetAbi.Wasm32,
            (true, Architecture.X64) => TargetAbi.WindowsX64,
            (true, Architecture.X86) => TargetAbi.WindowsX86,
            var (_, architecture) => throw new PlatformNotSupportedException(
                $"no ABI is described for {RuntimeInformation.OSDescription} on {architecture}"
            ),
        };
}
