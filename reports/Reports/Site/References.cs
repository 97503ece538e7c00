namespace Touchstone.Reports.Site;

/// <summary>Where a case's references lead. Nothing is fetched: a link is followed when the reader follows it.</summary>
internal static class References
{
    /// <summary>Null where the reference names no place that is known.</summary>
    public static string? Address(string reference) =>
        reference.Split(':', 2) switch
        {
            ["doc", var section] => Documentation(section),
            ["gh", var number] when IsNumber(number) =>
                $"https://github.com/python/cpython/issues/{number}",
            ["bpo", var number] when IsNumber(number) => $"https://bugs.python.org/issue{number}",
            ["https", _] when Uri.TryCreate(reference, UriKind.Absolute, out var address) =>
                address.AbsoluteUri,
            _ => null,
        };

    /// <summary>A section of the documentation, <c>ctypes#arrays</c>.</summary>
    public static string? Documentation(string section) =>
        section.Split('#', 2) is [var page, .. var anchor]
        && page.Length > 0
        && page.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_')
            ? $"https://docs.python.org/3/library/{page}.html{(anchor is [var fragment] ? $"#{Uri.EscapeDataString(fragment)}" : "")}"
            : null;

    private static bool IsNumber(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);
}
