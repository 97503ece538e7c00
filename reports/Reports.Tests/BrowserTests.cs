using Microsoft.Playwright;

namespace Touchstone.Reports.Tests;

/// <summary>The site in a real browser, opened from disk.</summary>
public sealed class BrowserTests(ChromiumFixture chromium) : IClassFixture<ChromiumFixture>
{
    [Fact]
    public async Task No_page_asks_for_anything_outside_its_folder_or_complains()
    {
        var context = await NewContextAsync();
        using var folder = WrittenSite();
        var requests = new List<string>();
        var complaints = new List<string>();
        var page = await context.NewPageAsync();
        page.Request += (_, request) => requests.Add(request.Url);
        page.Console += (_, message) => complaints.Add($"{page.Url}: {message.Text}");
        page.PageError += (_, error) => complaints.Add($"{page.Url}: {error}");

        foreach (var file in Pages(folder))
        {
            requests.Clear();
            var address = new Uri(file).AbsoluteUri;
            await page.GotoAsync(address);
            Assert.Equal([address], requests);
        }

        Assert.Empty(complaints);
    }

    [Fact]
    public async Task The_copy_button_copies_what_stands_under_it()
    {
        var context = await NewContextAsync();
        using var folder = WrittenSite();
        await context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        var page = await OpenAsync(context, folder, "cases/structures.nested.read-shares.html");
        var source = page.Locator("figure.source").First;

        await source.GetByRole(AriaRole.Button, new() { Name = "Copy" }).ClickAsync();

        await Assertions.Expect(source.Locator("button")).ToHaveTextAsync("Copied");
        Assert.Equal(
            await source.Locator("code").TextContentAsync(),
            await page.EvaluateAsync<string>("navigator.clipboard.readText()")
        );
    }

    [Fact]
    public async Task The_filter_shows_what_it_is_asked_for()
    {
        var context = await NewContextAsync();
        using var folder = WrittenSite();
        var page = await OpenAsync(context, folder, "index.html");
        var rows = page.Locator("table[data-rows=features] tr[data-text]:visible");
        var all = await rows.CountAsync();

        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("packed");
        await Assertions.Expect(rows).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("tr.group:visible")).ToHaveCountAsync(1);

        await page.Locator("input[type=search]").FillAsync("");
        await page.Locator("input[type=checkbox]").CheckAsync();
        Assert.InRange(await rows.CountAsync(), 1, all - 1);
    }

    [Fact]
    public async Task The_theme_is_chosen_and_kept()
    {
        var context = await NewContextAsync();
        using var folder = WrittenSite();
        var page = await OpenAsync(context, folder, "index.html");
        var button = page.Locator("button.theme");
        await button.ClickAsync();
        await button.ClickAsync();
        await Assertions.Expect(button).ToHaveTextAsync("Theme: dark");
        Assert.Equal(
            "rgb(20, 23, 27)",
            await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor")
        );

        Assert.Equal("dark", await page.EvaluateAsync<string>("localStorage.theme"));
    }

    [Fact]
    public async Task A_theme_that_was_kept_is_used_from_the_start()
    {
        var context = await NewContextAsync();
        using var folder = WrittenSite();
        await context.AddInitScriptAsync("localStorage.theme = 'light'");

        var page = await OpenAsync(context, folder, "reading.html");

        await Assertions.Expect(page.Locator("button.theme")).ToHaveTextAsync("Theme: light");
    }

    [Fact]
    public async Task No_page_is_wider_than_a_small_telephone()
    {
        var context = await NewContextAsync();
        using var folder = WrittenSite();
        var page = await context.NewPageAsync();
        await page.SetViewportSizeAsync(360, 740);
        foreach (var file in Pages(folder))
        {
            await page.GotoAsync(new Uri(file).AbsoluteUri);
            Assert.True(
                await page.EvaluateAsync<bool>(
                    "document.documentElement.scrollWidth <= innerWidth"
                ),
                file
            );
        }
    }

    [Fact]
    public async Task Everything_that_can_be_clicked_can_be_reached_by_the_keyboard()
    {
        var context = await NewContextAsync();
        using var folder = WrittenSite();
        var page = await OpenAsync(context, folder, "index.html");
        var reachable = await page.EvaluateAsync<int>(
            "[...document.querySelectorAll('a, button, input, summary')].filter(e => e.checkVisibility()).length"
        );
        var scrollable = await page.Locator("[tabindex='0']").CountAsync();
        var visited = new HashSet<string>();
        for (var i = 0; i < reachable + scrollable + 1; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            visited.Add(
                await page.EvaluateAsync<string>(
                    "[...document.querySelectorAll('*')].indexOf(document.activeElement).toString()"
                )
            );
        }

        Assert.True(visited.Count >= reachable, $"{visited.Count} of {reachable} were reached");
    }

    private async Task<IBrowserContext> NewContextAsync()
    {
        Assert.SkipWhen(chromium.Browser is null, chromium.Absence);
        return await chromium.Browser!.NewContextAsync();
    }

    private static TemporaryFolder WrittenSite()
    {
        var folder = new TemporaryFolder();
        ReportSite.Write(Sample.Input(), folder.Path);
        return folder;
    }

    private static IEnumerable<string> Pages(TemporaryFolder folder) =>
        Directory.EnumerateFiles(folder.Path, "*.html", SearchOption.AllDirectories);

    private static async Task<IPage> OpenAsync(
        IBrowserContext context,
        TemporaryFolder folder,
        string page
    )
    {
        var opened = await context.NewPageAsync();
        await opened.GotoAsync(new Uri(Path.Combine(folder.Path, page)).AbsoluteUri);
        return opened;
    }
}
