using Spectre.Console;

namespace Touchstone.Cli;

/// <summary>Where tables and progress are drawn.</summary>
internal static class Terminal
{
    // In a pipe nothing tells a width; a row that is broken in two is of no use to grep.
    private const int PipeWidth = 240;

    /// <summary>Results: stdout.</summary>
    public static IAnsiConsole Out { get; } = Create(Console.Out, Console.IsOutputRedirected);

    /// <summary>Progress: stderr, so that it never mixes with results.</summary>
    public static IAnsiConsole Error { get; } = Create(Console.Error, Console.IsErrorRedirected);

    /// <summary>Whether anybody watches.</summary>
    public static bool IsWatched => !Console.IsErrorRedirected && !Console.IsOutputRedirected;

    private static IAnsiConsole Create(TextWriter writer, bool isRedirected)
    {
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(writer),
                Interactive = isRedirected ? InteractionSupport.No : InteractionSupport.Detect,
                ColorSystem = isRedirected
                    ? ColorSystemSupport.NoColors
                    : ColorSystemSupport.Detect,
                Ansi = isRedirected ? AnsiSupport.No : AnsiSupport.Detect,
            }
        );
        if (isRedirected)
        {
            console.Profile.Width = PipeWidth;
        }
        return console;
    }
}
