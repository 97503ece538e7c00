using System.Diagnostics.CodeAnalysis;
using Touchstone.Ffi.Types;

namespace Touchstone.Ffi;

/// <summary>Calls by compiled code alone: no libffi, nothing made at run time. System V x86-64 only.</summary>
/// <remarks>
/// Every signature is called as one of a few: six integers, eight doubles, then a block on the stack. The ABI fills the registers of each
/// kind from left to right whatever lies between, so each value is put where the real signature would have it, and what the callee does
/// not expect it does not look at.
/// </remarks>
public sealed class UniversalBackend : ICallBackend
{
    private UniversalBackend() { }

    /// <summary>The only one: it has no state.</summary>
    public static UniversalBackend Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "universal";

    /// <inheritdoc/>
    public bool CanCall(Signature signature, [NotNullWhen(false)] out string? reason)
    {
        ArgumentNullException.ThrowIfNull(signature);
        reason = WhyNot(signature);
        return reason is null;
    }

    /// <inheritdoc/>
    public PreparedCall Prepare(Signature signature) =>
        CanCall(signature, out var reason)
            ? UniversalPlan.Prepare(signature)
            : throw new UnsupportedCallException($"{signature}: {reason}");

    private static string? WhyNot(Signature signature)
    {
        if (HostAbi.Current != TargetAbi.LinuxX64)
        {
            return $"it is made for System V x86-64 only, not for {HostAbi.Current}";
        }
        if (signature.Function.Convention is CallConvention.MicrosoftX64)
        {
            return "compiled code makes no calls of the Microsoft x64 convention here";
        }
        if (SysVClassifier.WhyNot(signature) is { } disputed)
        {
            return disputed;
        }
        if (signature.ResultPassing.Carriage is Carriage.X87 or Carriage.ComplexX87)
        {
            return $"{signature.Result} comes back in x87 registers, which compiled code does not read";
        }
        var words = 0;
        foreach (var passing in signature.Passings)
        {
            if (passing is { Carriage: not Carriage.Registers, Alignment: > 16 })
            {
                return "an argument must be aligned to more than 16 bytes on the stack, which the caller's frame does not promise";
            }
            if (passing.UsesSse && signature.Function.IsVariadic)
            {
                return "a variadic function is told in AL that vector registers are used, which compiled code does not do";
            }
            words += (passing.Size + 15) / 8;
        }
        return words <= UniversalThunks.MostWords
            ? null
            : $"{words} words of arguments; at most {UniversalThunks.MostWords} are passed";
    }
}
