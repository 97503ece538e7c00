using System.Globalization;
using System.Numerics;
using Touchstone.Ctypes;
using Touchstone.Model;
using Touchstone.Reference;

namespace Touchstone.Twin;

/// <summary>The reference's part in a program with sides: it plays the bodies that are its own, when CPython's engine reaches them.</summary>
internal sealed class Sides
{
    private const string ReferenceEngineName = "reference";

    private readonly Dictionary<string, Value> _shared = new(StringComparer.Ordinal);
    private readonly Program _program;
    private readonly Lazy<ProgramRun> _run;

    /// <param name="seen">Called at each observation of the reference, as it is made.</param>
    public Sides(ReferenceEngine reference, Program program, Action<Observation> seen)
    {
        _program = program;
        _run = new(() =>
        {
            var run = reference.Prepare(program, _shared, seen);
            run.Declare(program.Types);
            return run;
        });
    }

    /// <summary>Answers CPython's engine.</summary>
    /// <param name="question">
    /// <c>on NUMBER ENGINE</c>: 1 if CPython is to play the step, 0 once the reference has played it.
    /// <c>share NAME INTEGER</c>: puts an address down. <c>shared NAME</c>: the address.
    /// </param>
    public string Answer(string question)
    {
        var words = question.Split(' ');
        switch (words)
        {
            case ["on", var number, ReferenceEngineName]:
                _run.Value.Execute(Step(int.Parse(number, CultureInfo.InvariantCulture)));
                return "0";
            case ["on", _, _]:
                return "1";
            case ["share", var name, var address]:
                _shared[name] = BigInteger.Parse(address, CultureInfo.InvariantCulture);
                return "";
            case ["shared", var name]:
                return _shared[name].AsInteger().ToString(CultureInfo.InvariantCulture);
            default:
                throw new ArgumentException($"'{question}' is no question", nameof(question));
        }
    }

    private OnStep Step(int number) =>
        _program.Steps.OfType<OnStep>().Single(step => step.Number == number);
}
