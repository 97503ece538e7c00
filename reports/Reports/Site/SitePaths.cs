using System.Globalization;
using System.Text;

namespace Touchstone.Reports.Site;

/// <summary>Where each page is, relative to the site's folder. Names from outside never decide a path: they become safe file names.</summary>
internal static class SitePaths
{
    public const string Overview = "index.html";
    public const string Cases = "cases.html";
    public const string Reading = "reading.html";

    public static string Case(string id) => $"cases/{FileName(id)}.html";

    public static string Feature(string slug) => $"features/{FileName(slug)}.html";

    public static string Runtime(string name) => $"runtimes/{FileName(name)}.html";

    /// <summary>From a page to another, both relative to the site's folder.</summary>
    public static string Link(string from, string to) => from.Contains('/') ? $"../{to}" : to;

    /// <summary>The fragment under which a program's section stands on its case's page.</summary>
    public static string Fragment(string variant) =>
        variant.Length == 0 ? "program" : FileName(variant);

    private static string FileName(string name)
    {
        var safe = new StringBuilder(name.Length);
        foreach (var character in name)
        {
            safe.Append(
                character switch
                {
                    (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '_' => character,
                    '/' => '.',
                    '.' => '.',
                    _ => '_',
                }
            );
        }
        var text = safe.ToString().Trim('.');
        // What was changed, other than slashes, could meet another name; a hash of the whole name keeps them apart.
        return text.Length is > 0 and <= 120 && text == name.Replace('/', '.')
            ? text
            : $"{text[..Math.Min(text.Length, 60)]}_{Hash(name)}";
    }

    private static string Hash(string name)
    {
        // FNV-1a: the names of files must not change from run to run, as string.GetHashCode does.
        var hash = 14695981039346656037;
        foreach (var character in name)
        {
            hash = (hash ^ character) * 1099511628211;
        }
        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }
}
