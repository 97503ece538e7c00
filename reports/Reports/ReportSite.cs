using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Touchstone.Reports.Pages;
using Touchstone.Reports.Parts;
using Touchstone.Reports.Site;

namespace Touchstone.Reports;

/// <summary>Writes the static site: one folder that opens from disk and asks nothing of any network.</summary>
public static class ReportSite
{
    /// <summary>Lists the site's pages, so that the next report knows which files are this one's.</summary>
    private const string Manifest = "pages.txt";

    /// <summary>
    /// Writes <c>index.html</c> and every other page. All pages are rendered before the first is written, so a report
    /// that fails leaves the folder as it was. Pages of an earlier report that are no more are deleted; other files stay.
    /// </summary>
    /// <returns>How many pages there are.</returns>
    /// <exception cref="IOException">A page could not be written.</exception>
    public static int Write(ReportInput input, string directory)
    {
        var pages = Render(input);
        var known = Path.Combine(directory, Manifest);
        var stale = File.Exists(known) ? File.ReadAllLines(known) : [];
        foreach (var page in stale.Where(page => IsOwn(page) && !pages.ContainsKey(page)))
        {
            File.Delete(Path.Combine(directory, page));
        }
        foreach (var folder in pages.Keys.Select(page => Path.GetDirectoryName(page)!).Distinct())
        {
            Directory.CreateDirectory(Path.Combine(directory, folder));
        }
        Parallel.ForEach(
            pages,
            page => File.WriteAllText(Path.Combine(directory, page.Key), page.Value)
        );
        File.WriteAllLines(known, pages.Keys.Order(StringComparer.Ordinal));
        return pages.Count;
    }

    /// <summary>Every page by its path, relative to the site's folder.</summary>
    internal static Dictionary<string, string> Render(ReportInput input)
    {
        var index = new SiteIndex(input);
        var shell = new PageShell();
        var pages = new Dictionary<string, string>(StringComparer.Ordinal);
        Parallel.ForEach(
            Plan(index),
            // A renderer serves one thread at a time; each thread has its own.
            () => new PageRenderer(),
            (page, _, renderer) =>
            {
                var content = renderer.Render(index, page);
                var document = shell.Document(index, page.Path, page.Title, content);
                lock (pages)
                {
                    pages[page.Path] = document;
                }
                return renderer;
            },
            renderer => renderer.Dispose()
        );
        return pages;
    }

    private sealed record Page(
        string Path,
        string Title,
        Type Component,
        string? Parameter = null,
        object? Value = null
    );

    private static IEnumerable<Page> Plan(SiteIndex index) =>
        [
            new(SitePaths.Overview, "Overview", typeof(OverviewPage)),
            new(SitePaths.Cases, "Cases", typeof(CasesPage)),
            new(SitePaths.Reading, "How to read", typeof(ReadingPage)),
            .. index
                .Input.Features.DistinctBy(feature => feature.Slug)
                .Select(feature => new Page(
                    SitePaths.Feature(feature.Slug),
                    feature.Title,
                    typeof(FeaturePage),
                    nameof(FeaturePage.Feature),
                    feature
                )),
            .. index
                .Input.Cases.DistinctBy(one => one.Id)
                .Select(one => new Page(
                    SitePaths.Case(one.Id),
                    one.Title,
                    typeof(CasePage),
                    nameof(CasePage.Case),
                    one
                )),
            .. index.Runtimes.Select(runtime => new Page(
                SitePaths.Runtime(runtime.Runtime),
                runtime.Runtime,
                typeof(RuntimePage),
                nameof(RuntimePage.Runtime),
                runtime
            )),
        ];

    /// <summary>A line of a manifest may have been edited: only what this site could have written is deleted.</summary>
    private static bool IsOwn(string page) =>
        page.EndsWith(".html", StringComparison.Ordinal)
        && !page.Contains("..", StringComparison.Ordinal)
        && !Path.IsPathRooted(page);

    private sealed class PageRenderer : IDisposable
    {
        private readonly ServiceProvider _services = new ServiceCollection().BuildServiceProvider();
        private readonly HtmlRenderer _renderer;

        public PageRenderer() =>
            _renderer = new HtmlRenderer(_services, NullLoggerFactory.Instance);

        public string Render(SiteIndex index, Page page)
        {
            var parameters = new Dictionary<string, object?>
            {
                [nameof(SiteComponent.Index)] = index,
                [nameof(SiteComponent.Here)] = page.Path,
            };
            if (page.Parameter is not null)
            {
                parameters[page.Parameter] = page.Value;
            }
            return _renderer
                .Dispatcher.InvokeAsync(async () =>
                {
                    var root = await _renderer.RenderComponentAsync(
                        page.Component,
                        ParameterView.FromDictionary(parameters)
                    );
                    return root.ToHtmlString();
                })
                .GetAwaiter()
                .GetResult();
        }

        public void Dispose()
        {
            _renderer.Dispose();
            _services.Dispose();
        }
    }
}
