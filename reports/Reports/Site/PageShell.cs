using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Touchstone.Reports.Text;

namespace Touchstone.Reports.Site;

/// <summary>The document around a page's content: style and script inside it, and a policy that lets nothing else in.</summary>
internal sealed class PageShell
{
    private readonly string _style = Asset("site.css");
    private readonly string _script = Asset("site.js");
    private readonly string _policy;

    public PageShell() =>
        // From file:// a page has no origin that 'self' could name; hashes hold there as anywhere.
        _policy =
            $"default-src 'none'; style-src '{Hash(_style)}'; script-src '{Hash(_script)}'; img-src data:; base-uri 'none'; form-action 'none'";

    public string Document(SiteIndex index, string here, string title, string content)
    {
        var page = new StringBuilder(content.Length + _style.Length + _script.Length + 4096);
        page.Append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"")
            .Append(_policy)
            .Append(
                "\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
            )
            .Append(
                "<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n"
            )
            // Without one, a browser asks the file system for favicon.ico.
            .Append("<link rel=\"icon\" href=\"data:,\">\n<title>")
            .Append(Encode($"{Visible.Text(title)} · Touchstone"))
            .Append("</title>\n<style>")
            .Append(_style)
            .Append(
                "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#content\">To the content</a>\n<header class=\"site\"><a class=\"brand\" href=\""
            )
            .Append(SitePaths.Link(here, SitePaths.Overview))
            .Append(
                "\"><span class=\"streak\" aria-hidden=\"true\"></span>Touchstone</a><nav aria-label=\"Site\">"
            );
        foreach (var (path, name) in Pages)
        {
            page.Append("<a href=\"")
                .Append(SitePaths.Link(here, path))
                .Append(path == here ? "\" aria-current=\"page\">" : "\">")
                .Append(name)
                .Append("</a>");
        }
        return page.Append(
                "</nav><button type=\"button\" class=\"theme\" hidden>Theme: as the system</button></header>\n<main id=\"content\">\n"
            )
            .Append(content)
            .Append("\n</main>\n<footer>")
            .Append(Encode(Footer(index)))
            .Append("</footer>\n<script>")
            .Append(_script)
            .Append("</script>\n</body>\n</html>\n")
            .ToString();
    }

    private static readonly (string Path, string Name)[] Pages =
    [
        (SitePaths.Overview, "Overview"),
        (SitePaths.Cases, "Cases"),
        (SitePaths.Reading, "How to read"),
    ];

    private static string Footer(SiteIndex index) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Visible.Text(index.Input.Suite)} · written {index.Input.Generated.UtcDateTime:yyyy-MM-dd HH:mm} UTC · this page asks nothing of any network"
        );

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);

    private static string Hash(string text) =>
        $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    private static string Asset(string name)
    {
        using var stream =
            typeof(PageShell).Assembly.GetManifestResourceStream(
                $"Touchstone.Reports.Assets.{name}"
            ) ?? throw new InvalidOperationException($"{name} is not built into the assembly");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
