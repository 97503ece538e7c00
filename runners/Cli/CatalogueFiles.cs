using Touchstone.Language;

namespace Touchstone.Cli;

/// <summary>The catalogue that a command works on: Touchstone's own, or a directory that the user names.</summary>
internal static class CatalogueFiles
{
    /// <exception cref="CaseFormatException">Case files have mistakes.</exception>
    /// <exception cref="Refusal">The directory is not there or holds no case.</exception>
    public static Catalogue Read(string? directory)
    {
        var installation = Installation.Find();
        if (directory is not null && !Directory.Exists(directory))
        {
            throw new Refusal(
                ExitCode.Usage,
                File.Exists(directory)
                    ? $"{directory} is a file: --cases takes the directory that holds it"
                    : $"{directory}: there is no such directory"
            );
        }
        var catalogue = Catalogue.Read(directory ?? installation.Cases, installation.Features);
        return catalogue.Cases.IsEmpty
            ? throw new Refusal(
                ExitCode.Usage,
                $"{directory ?? installation.Cases}: there is no case in it"
            )
            : catalogue;
    }
}
