using Touchstone.Language;
using Touchstone.Model;

namespace Touchstone.Generation;

/// <summary>Everything that shows a finding without Touchstone's source: to keep, to send, to make a case of.</summary>
public static class Reproducer
{
    /// <summary>
    /// Writes <c>case.yaml</c> (the program, in the case language), <c>case.py</c> (the lowered Python, runs alone),
    /// <c>fixture.c</c> (the functions that it calls), <c>truth.c</c> (the same in C) and <c>README</c>.
    /// </summary>
    /// <param name="directory">Made if it is missing; what is in it is replaced.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string directory, Program program, string symptom, string runtime)
    {
        Directory.CreateDirectory(directory);
        void Save(string name, string text) =>
            File.WriteAllText(Path.Combine(directory, name), text);
        Save("case.yaml", ProgramText.Write(program));
        Save("case.py", PythonLowering.StandAlone(program));
        Save("truth.c", $"#include \"truth.h\"\n{CLowering.Lower(program).Source}");
        if (program.Functions.Length > 0)
        {
            Save("fixture.c", $"#include \"truth.h\"\n{CFixtures.Write(program)}");
        }
        Save(
            "README",
            $"""
            {program.Name} on {runtime}
            {symptom}

            case.yaml  the program
            case.py    the program in plain Python: python case.py LIBRARY, where LIBRARY is fixture.c compiled (or any)
            truth.c    the program in C, and fixture.c the functions it calls; runners/CTruth/prelude has truth.h

            """
        );
    }
}
