namespace Touchstone.Reports.Site;

/// <summary>How a cell of the write-through matrix looks and what it means.</summary>
internal static class AliasCell
{
    public static string Class(string cell) =>
        cell switch
        {
            "." => "apart",
            "-" => "none",
            "ro" => "readonly",
            _ when IsPartial(cell) => "odd",
            ['=' or '+' or '-', ..] => "shared",
            _ => "odd",
        };

    public static string Sign(string cell) =>
        cell switch
        {
            "." => "·",
            "-" => "–",
            _ => cell.Replace('-', '−'),
        };

    public static string Meaning(string cell) =>
        cell switch
        {
            "." => "nothing written here is seen there: a copy",
            "-" => "a handle without memory",
            "ro" => "cannot be written through",
            "=" => "the same bytes",
            "irregular" => "shared, by no one shift",
            _ when IsPartial(cell) => "shared, but not every byte followed",
            ['+' or '-', ..] => $"shared, {cell} bytes on",
            _ => cell,
        };

    private static bool IsPartial(string cell) =>
        cell.EndsWith("!partial", StringComparison.Ordinal);
}
