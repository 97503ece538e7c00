using System.Text;
using Touchstone.Model;

namespace Touchstone.Language;

/// <summary>The lines around a lowered program that let it run without the harness: only what the program uses.</summary>
internal static class StandAlonePrelude
{
    public static string Around(Program program, string python)
    {
        var text = new StringBuilder();
        text.Append($"# {program.Name}, as one file: python THIS_FILE path/to/libtouchstone.so\n");
        text.Append(Part("prelude"));
        if (python.Contains("_h.alias(", StringComparison.Ordinal))
            text.Append(Part("alias"));
        if (python.Contains("_h.watch(", StringComparison.Ordinal))
            text.Append(Part("lifetime"));
        return text.Append("\n\n").Append(python).Append(Part("ending")).ToString();
    }

    private static string Part(string name)
    {
        var resource = $"standalone.{name}.py";
        using var stream =
            typeof(StandAlonePrelude).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"{resource} is not in the assembly");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
