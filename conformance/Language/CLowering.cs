using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Touchstone.Model;

namespace Touchstone.Language;

/// <summary>Program → C: the same declarations and the same reads, writes and calls, done by a C compiler.</summary>
/// <remarks>
/// C answers what it has a notion of: layouts, values, bytes, calls, callbacks, what a pointer points to. Python's identity,
/// lifetimes, keep-alive, exceptions and the conversions of strings have no C truth. A step that C cannot express and that
/// may change something ends the claims (all but layouts, which depend on no step); one that changes nothing is skipped.
/// </remarks>
public static class CLowering
{
    /// <summary>The key under which the callee's own view of every call is observed.</summary>
    public const string WitnessKey = "witness";

    public static LoweredC Lower(Program program)
    {
        var function = FunctionName(program);
        if (program.PythonBody is not null)
        {
            return new LoweredC(function, "", [], "a Python body has no C");
        }
        return new CProgramLowering(program, function).Lower();
    }

    /// <summary>Every C name of a program starts with this: unique by name and revision.</summary>
    internal static string FunctionName(Program program) =>
        "p"
        + Convert
            .ToHexStringLower(
                SHA256.HashData(Encoding.UTF8.GetBytes($"{program.Name}\n{program.Revision}"))
            )
            .AsSpan(0, 12)
            .ToString();

    /// <summary>All types that a program declares, those of its steps included, in reading order.</summary>
    internal static IEnumerable<TypeDeclaration> Declarations(Program program) =>
        [
            .. program.Types,
            .. Nested(program.Steps).OfType<DeclareTypeStep>().Select(step => step.Declaration),
        ];

    internal static IEnumerable<Step> Nested(IEnumerable<Step> steps) =>
        steps.SelectMany(step =>
            Nested(
                    step switch
                    {
                        TryStep { Body: var body } => body,
                        LifetimeStep { Body: var body } => body,
                        CallbackStep { Body: var body } => body,
                        _ => ImmutableArray<Step>.Empty,
                    }
                )
                .Prepend(step)
        );

    /// <summary>A C string literal of the text as it stands inside a JSON string.</summary>
    internal static string JsonLiteral(string text) =>
        BytesLiteral(
            Encoding.ASCII.GetBytes(JsonEncodedText.Encode(text).ToString()).ToImmutableArray()
        );

    internal static string BytesLiteral(ImmutableArray<byte> bytes)
    {
        var literal = new StringBuilder("\"");
        foreach (var b in bytes)
        {
            literal.Append(
                b is >= 0x20 and < 0x7f && b is not ((byte)'"' or (byte)'\\' or (byte)'?')
                    ? ((char)b).ToString()
                    : "\\" + Convert.ToString(b, 8).PadLeft(3, '0')
            );
        }
        return literal.Append('"').ToString();
    }

    /// <summary>A C string literal of the JSON value of an integer of any size.</summary>
    internal static string JsonLiteralOfInteger(BigInteger value) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"\"{{\\\"t\\\":\\\"int\\\",\\\"v\\\":\\\"{value}\\\"}}\""
        );

    /// <summary>The double whose bits these are, as C can write any.</summary>
    internal static string DoubleLiteral(double value) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"truth_f64(0x{BitConverter.DoubleToUInt64Bits(value):x16}ULL)"
        );
}
