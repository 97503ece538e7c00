using Microsoft.Playwright;

namespace Touchstone.Reports.Tests;

/// <summary>One browser for all tests of a class, where the machine has one.</summary>
public sealed class ChromiumFixture : IAsyncLifetime
{
    private static readonly string[] Places =
    [
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
    ];

    private IPlaywright? _playwright;

    public IBrowser? Browser { get; private set; }

    public string Absence { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        if (Array.Find(Places, File.Exists) is not { } path)
        {
            Absence = "there is no Chromium here: apt-get install chromium";
            return;
        }
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = path,
                Args =
                [
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                ],
            }
        );
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
        {
            await Browser.DisposeAsync();
        }
        _playwright?.Dispose();
    }
}
