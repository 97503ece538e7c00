using System.Globalization;
using Microsoft.AspNetCore.Components;
using Touchstone.Reports.Site;
using Touchstone.Reports.Text;

namespace Touchstone.Reports.Parts;

/// <summary>What every part of a page needs: the site's data, and where in the site it stands.</summary>
public abstract class SiteComponent : ComponentBase
{
    [Parameter, EditorRequired]
    public required SiteIndex Index { get; set; }

    /// <summary>The path of the page that it is part of, relative to the site's folder.</summary>
    [Parameter, EditorRequired]
    public required string Here { get; set; }

    protected string Link(string page) => SitePaths.Link(Here, page);

    protected string CaseLink(string id) => Link(SitePaths.Case(id));

    protected string FeatureLink(string slug) => Link(SitePaths.Feature(slug));

    protected string RuntimeLink(string name) => Link(SitePaths.Runtime(name));

    /// <summary>Text from outside, with what is invisible in it written out. Razor encodes the rest.</summary>
    protected static string Show(string? text) => Visible.Text(text ?? "");

    protected static string Count(int count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");
}
