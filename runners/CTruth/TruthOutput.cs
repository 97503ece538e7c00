using System.Globalization;
using System.Text;
using System.Text.Json;
using Touchstone.Model;

namespace Touchstone.CTruth;

/// <summary>Reads what a run of the prelude printed; prelude/main.c says how.</summary>
internal sealed class TruthOutput
{
    private const int AlarmSignal = 14;

    /// <summary>Claimed by a lowered program whose every step C ran.</summary>
    private const string WitnessKey = "witness";

    private readonly IReadOnlyList<(Program Program, LoweredC Lowered)> _programs;
    private readonly Builder?[] _answers;
    private Builder? _current;

    private TruthOutput(IReadOnlyList<(Program Program, LoweredC Lowered)> programs)
    {
        _programs = programs;
        _answers = new Builder?[programs.Count];
    }

    /// <returns>One result for each program; null where the output does not mention it.</returns>
    public static IReadOnlyList<CaseResult?> Read(
        string text,
        IReadOnlyList<(Program Program, LoweredC Lowered)> programs
    )
    {
        var reader = new TruthOutput(programs);
        foreach (var line in text.Split('\n'))
        {
            reader.Line(line);
        }
        return [.. reader._answers.Select(answer => answer?.Result())];
    }

    private void Line(string line)
    {
        if (line.StartsWith("{\"step\":", StringComparison.Ordinal) && _current is not null)
        {
            _current.Observations.Add(
                JsonSerializer.Deserialize<Observation>(line, ModelJson.Options)!
            );
            return;
        }
        var words = line.Split(' ', 3);
        if (
            words.Length < 2
            || words[0] is not ("B" or "E" or "W" or "X")
            || !int.TryParse(words[1], CultureInfo.InvariantCulture, out var index)
            || index < 0
            || index >= _answers.Length
        )
        {
            _current?.Printed.Append(line);
            return;
        }
        var answer = _answers[index] ??= new Builder(_programs[index]);
        switch (words[0])
        {
            case "B":
                _current = answer;
                break;
            case "E":
                answer.Outcome = Outcome.Completed;
                answer.Microseconds = double.Parse(words[2], CultureInfo.InvariantCulture);
                break;
            case "W":
                answer.Witness = words[2].Split('|', StringSplitOptions.RemoveEmptyEntries);
                break;
            default:
                answer.Died(words[2]);
                break;
        }
    }

    private sealed class Builder((Program Program, LoweredC Lowered) source)
    {
        public List<Observation> Observations { get; } = [];
        public StringBuilder Printed { get; } = new();
        public string[] Witness { get; set; } = [];
        public Outcome Outcome { get; set; } = Outcome.Crashed;
        public double Microseconds { get; set; }
        private OutcomeDetail _detail = new();

        /// <param name="words">The signal, or minus the exit status, and the step.</param>
        public void Died(string words)
        {
            var numbers = words.Split(' ');
            var status = int.Parse(numbers[0], CultureInfo.InvariantCulture);
            var step = int.Parse(numbers[1], CultureInfo.InvariantCulture);
            Outcome =
                status == AlarmSignal ? Outcome.TimedOut
                : status > 0 ? Outcome.Crashed
                : Outcome.HarnessError;
            _detail = new OutcomeDetail(
                Step: step < 0 ? null : step,
                Signal: status > 0 ? SignalName(status) : null,
                Message: status > 0 ? null : $"the truth program exited with {-status}"
            );
        }

        public CaseResult Result()
        {
            if (
                Outcome == Outcome.Completed
                && Witness.Length > 0
                && source.Lowered.Keys.Contains(WitnessKey)
            )
            {
                Observations.Add(
                    new Observation(-1, WitnessKey, WitnessText.Body(WitnessText.Calls(Witness)))
                );
            }
            return new CaseResult(
                source.Program.Name,
                source.Program.Revision,
                Outcome,
                Outcome == Outcome.Completed || Witness.Length == 0
                    ? _detail
                    : _detail with
                    {
                        Witness = string.Join('\n', Witness),
                    },
                [.. Observations],
                Printed.ToString(),
                Microseconds
            );
        }

        private static string SignalName(int signal) =>
            signal switch
            {
                4 => "SIGILL",
                6 => "SIGABRT",
                7 => "SIGBUS",
                8 => "SIGFPE",
                9 => "SIGKILL",
                11 => "SIGSEGV",
                AlarmSignal => "SIGALRM",
                _ => $"signal {signal}",
            };
    }
}
