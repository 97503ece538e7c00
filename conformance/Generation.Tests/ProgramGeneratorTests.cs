using System.Security.Cryptography;
using System.Text;
using Touchstone.Model;

namespace Touchstone.Generation.Tests;

public sealed class ProgramGeneratorTests
{
    /// <summary>
    /// A change here is a change of every seed's programs. It is allowed: findings are kept as programs, never as seeds.
    /// </summary>
    [Theory]
    [InlineData(
        ProgramShape.Structs,
        "e81605dc4b67f038a3e31522921cecb98d03053020b0db8983530b6eb9b4fe28"
    )]
    [InlineData(
        ProgramShape.Calls,
        "38f9f86acf9c9271b28ff4844096340b5f9b5205ce11f766d824ea3e8669ad0b"
    )]
    public void A_thousand_programs_are_the_same_on_every_machine(ProgramShape shape, string golden)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var index = 0; index < 1000; index++)
        {
            var program = ProgramGenerator.Generate(2026, index, shape);
            hash.AppendData(Encoding.UTF8.GetBytes(ModelJson.Write(program)));
        }

        Assert.Equal(golden, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    [Fact]
    public void A_program_does_not_depend_on_how_many_are_asked_for() =>
        Assert.Equal(
            ModelJson.Write(ProgramGenerator.Generate(1, 5, ProgramShape.Structs)),
            ModelJson.Write(
                Enumerable
                    .Range(0, 10)
                    .Select(i => ProgramGenerator.Generate(1, i, ProgramShape.Structs))
                    .ElementAt(5)
            )
        );

    [Theory]
    [InlineData(ProgramShape.Structs)]
    [InlineData(ProgramShape.Calls)]
    public void Steps_are_numbered_in_reading_order(ProgramShape shape)
    {
        for (var index = 0; index < 200; index++)
        {
            var numbers = Numbers(ProgramGenerator.Generate(3, index, shape).Steps).ToList();

            Assert.Equal(Enumerable.Range(0, numbers.Count), numbers);
        }
    }

    [Fact]
    public void Every_kind_of_aggregate_is_drawn()
    {
        var drawn = Enumerable
            .Range(0, 500)
            .SelectMany(i => ProgramGenerator.Generate(4, i, ProgramShape.Structs).Types)
            .Select(type => type.Definition)
            .OfType<AggregateDefinition>()
            .ToList();

        Assert.Contains(drawn, type => type.IsUnion);
        Assert.Contains(
            drawn,
            type => type.Pack == 1 && type.Fields.Any(field => field.Bits is not null)
        );
        Assert.Contains(drawn, type => type.ByteOrder == ByteOrder.Big);
        Assert.Contains(drawn, type => type.Extends is not null);
        Assert.Contains(drawn, type => type.Anonymous.Length > 0);
        Assert.Contains(
            drawn,
            type => type.Fields.Any(field => field.Type is ArrayType { Element: ArrayType })
        );
        Assert.Contains(drawn, type => type.Fields.Any(field => field.Type is PointerType));
    }

    private static IEnumerable<int> Numbers(IEnumerable<Step> steps) =>
        steps.SelectMany(step =>
            (step is CallbackStep callback ? Numbers(callback.Body) : []).Prepend(step.Number)
        );
}
