using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace Touchstone.Reports.Site;

/// <summary>
/// Draws a region of memory with a bar for each handle over the bytes that it covers. It is text, because a Razor
/// component cannot hold SVG's <c>text</c> element.
/// </summary>
internal static class RegionDrawing
{
    private const int Width = 320;
    private const int Right = 20;
    private const int Lane = 24;
    private const int Top = 22;
    private const double CharacterWidth = 6.9;
    private const int LabelLimit = 40;
    private const int MostTicks = 8;

    public static string Svg(AliasRegion region)
    {
        var height = Top + region.Windows.Length * Lane + 18;
        var drawing = new StringBuilder();
        drawing.Append(
            CultureInfo.InvariantCulture,
            $"<svg viewBox=\"0 0 {Width} {height}\" width=\"{Width}\" height=\"{height}\" role=\"img\" aria-label=\"{Encode(Described(region))}\">"
        );
        Text(
            drawing,
            "region-name",
            0,
            12,
            $"{region.Name}, {region.Size} {(region.Size == 1 ? "byte" : "bytes")}"
        );
        foreach (var tick in Ticks(region.Size))
        {
            var x = Number(Place(region, tick));
            drawing.Append(
                CultureInfo.InvariantCulture,
                $"<line class=\"tick\" x1=\"{x}\" x2=\"{x}\" y1=\"{Top - 3}\" y2=\"{height - 14}\"/>"
            );
            Text(
                drawing,
                "tick-text",
                Place(region, tick),
                height - 3,
                tick.ToString(CultureInfo.InvariantCulture)
            );
        }
        for (var lane = 0; lane < region.Windows.Length; lane++)
        {
            Window(drawing, region, region.Windows[lane], Top + lane * Lane);
        }
        return drawing.Append("</svg>").ToString();
    }

    private static void Window(StringBuilder drawing, AliasRegion region, AliasWindow window, int y)
    {
        var label =
            window.Label.Length <= LabelLimit
                ? window.Label
                : window.Label[..(LabelLimit - 1)] + "…";
        var start = Place(region, window.Offset);
        var width = Math.Max(3, Place(region, window.Size));
        drawing.Append(
            CultureInfo.InvariantCulture,
            $"<rect class=\"window\" x=\"{Number(start)}\" y=\"{y}\" width=\"{Number(width)}\" height=\"{Lane - 6}\" rx=\"3\"/>"
        );
        // A label begins where its bar does, or as far to the left as it takes to fit.
        var left = Math.Max(4, Math.Min(start + 6, Width - label.Length * CharacterWidth));
        Text(drawing, "window-name", left, y + 13, label);
    }

    private static void Text(StringBuilder drawing, string style, double x, int y, string text) =>
        drawing.Append(
            CultureInfo.InvariantCulture,
            $"<text class=\"{style}\" x=\"{Number(x)}\" y=\"{y}\">{Encode(text)}</text>"
        );

    private static double Place(AliasRegion region, int at) =>
        region.Size == 0 ? 0 : (double)(Width - Right) * at / region.Size;

    private static IEnumerable<int> Ticks(int size)
    {
        var step = 1;
        while (size / step > MostTicks)
        {
            step *= 2;
        }
        for (var tick = 0; tick <= size / step; tick++)
        {
            yield return tick * step;
        }
    }

    private static string Described(AliasRegion region) =>
        $"{region.Name}: {string.Join("; ", region.Windows.Select(window => $"{window.Label} covers bytes {window.Offset} to {window.Offset + window.Size}"))}";

    private static string Number(double value) =>
        value.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
