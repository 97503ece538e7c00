using System.CommandLine;

namespace Touchstone.Cli;

/// <summary>Options that mean the same in every command that has them.</summary>
internal static class SharedOptions
{
    public static Option<string[]> Case() =>
        new("--case")
        {
            Description = "Only cases whose id, or programs whose name, match one of these globs.",
            HelpName = "GLOB",
        };

    public static Option<string?> Cases() =>
        new("--cases")
        {
            Description = "A directory of case files to use instead of Touchstone's own.",
            HelpName = "DIR",
        };

    public static Option<string?> Fixtures() =>
        new("--fixtures")
        {
            Description = "The fixture library to load instead of the one that ./build.sh makes.",
            HelpName = "PATH",
        };

    public static Option<string[]> Python() =>
        new("--python")
        {
            Description = "A Python to use besides those that are found.",
            HelpName = "PATH",
        };

    public static Option<bool> Json() =>
        new("--json") { Description = "Print JSON for another program." };
}
