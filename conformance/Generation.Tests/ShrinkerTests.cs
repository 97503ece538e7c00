using Touchstone.Model;

namespace Touchstone.Generation.Tests;

public sealed class ShrinkerTests
{
    private const string Symptom = "a packed struct holds a 64-bit field";

    [Fact]
    public async Task What_has_nothing_to_do_with_the_symptom_goes()
    {
        var found = FirstWith(Symptom);

        var smallest = await Shrinker.ShrinkAsync(found, Symptom, Judge, rounds: 200);

        Assert.Equal(Symptom, SymptomOf(smallest));
        Assert.Empty(smallest.Steps);
        var type = Assert.IsType<AggregateDefinition>(Assert.Single(smallest.Types).Definition);
        Assert.Equal("i64", ((NamedType)Assert.Single(type.Fields).Type).Name);
    }

    [Fact]
    public async Task A_smaller_program_with_another_symptom_is_not_followed()
    {
        var found = FirstWith(Symptom);

        var smallest = await Shrinker.ShrinkAsync(
            found,
            Symptom,
            candidates =>
                Task.FromResult<IReadOnlyList<string>>([.. candidates.Select(_ => "another")])
        );

        Assert.Same(found, smallest);
    }

    [Fact]
    public async Task No_more_questions_are_asked_than_allowed()
    {
        var asked = 0;

        await Shrinker.ShrinkAsync(
            FirstWith(Symptom),
            Symptom,
            candidates =>
            {
                asked++;
                return Judge(candidates);
            },
            rounds: 3
        );

        Assert.InRange(asked, 1, 3);
    }

    [Fact]
    public async Task A_field_takes_its_value_along_and_steps_stay_numbered()
    {
        var found = FirstWith(Symptom);
        var seen = new List<Program>();

        await Shrinker.ShrinkAsync(
            found,
            Symptom,
            candidates =>
            {
                seen.AddRange(candidates);
                return Judge(candidates);
            }
        );

        Assert.All(
            seen,
            program =>
                Assert.Equal(
                    Enumerable.Range(0, program.Steps.Length),
                    program.Steps.Select(step => step.Number)
                )
        );
        Assert.All(
            seen.SelectMany(program => program.Steps.OfType<AssignStep>(), Constructed),
            pair => Assert.True(pair.Values <= pair.Fields, "more values than fields")
        );
    }

    private static (int Values, int Fields) Constructed(Program program, AssignStep step) =>
        step.Values[0] is CallExpression { Callee: NameExpression type } call
        && program.Types.FirstOrDefault(t => t.Name == type.Name)?.Definition
            is AggregateDefinition { Extends: null } aggregate
            ? (call.Arguments.Length, aggregate.Fields.Length)
            : (0, 0);

    private static Program FirstWith(string symptom) =>
        Enumerable
            .Range(0, 10_000)
            .Select(index => ProgramGenerator.Generate(5, index, ProgramShape.Structs))
            .First(program => SymptomOf(program) == symptom && program.Types.Length > 2);

    private static Task<IReadOnlyList<string>> Judge(IReadOnlyList<Program> programs) =>
        Task.FromResult<IReadOnlyList<string>>([.. programs.Select(SymptomOf)]);

    private static string SymptomOf(Program program) =>
        program
            .Types.Select(type => type.Definition)
            .OfType<AggregateDefinition>()
            .Any(type =>
                type.Pack is not null
                && type.Fields.Any(field =>
                    field is { Type: NamedType { Name: "i64" }, Bits: null }
                )
            )
            ? Symptom
            : "";
}
