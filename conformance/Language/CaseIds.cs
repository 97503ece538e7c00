using System.Text.RegularExpressions;

namespace Touchstone.Language;

/// <summary>The form of a case's id: <c>structures/nested/read-shares</c>.</summary>
internal static partial class CaseIds
{
    public static bool IsValid(string id) => Form().IsMatch(id);

    [GeneratedRegex(
        "^[a-z0-9][a-z0-9_-]*(/[a-z0-9][a-z0-9_-]*)+$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Form();
}
