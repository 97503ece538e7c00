using System.Collections.Immutable;
using Touchstone.Model;

namespace Touchstone.Generation;

/// <summary>Draws the aggregates of one program; later ones may hold earlier ones.</summary>
internal sealed class TypeDrafts(Xoshiro256 random)
{
    private readonly Dictionary<string, AggregateDefinition> _aggregates = new(
        StringComparer.Ordinal
    );

    /// <summary>
    /// A program has unions or long doubles. Of a long double's sixteen bytes six are padding, which C may leave as it was
    /// or not, and some patterns of the others are no number; what overlaps it would be compared by chance.
    /// </summary>
    private readonly bool _hasLongDoubles = random.Chance(20);

    public List<TypeDeclaration> Declarations { get; } = [];

    public AggregateDefinition this[string name] => _aggregates[name];

    public bool IsAggregate(string name) => _aggregates.ContainsKey(name);

    /// <summary>The kinds of aggregate, by how often each is drawn in a hundred.</summary>
    private static readonly (
        int Weight,
        Func<TypeDrafts, string, AggregateDefinition> Draw
    )[] s_kinds =
    [
        (26, (drafts, prefix) => Struct(drafts.PlainFields(prefix))),
        (12, (drafts, prefix) => drafts.Packed(drafts.PlainFields(prefix))),
        (9, (drafts, prefix) => Struct(drafts.BitFields(prefix, isMixed: false))),
        (9, (drafts, prefix) => Struct(drafts.BitFields(prefix, isMixed: true))),
        (9, (drafts, prefix) => Struct(drafts.BitsAndPlain(prefix))),
        (2, (drafts, prefix) => Struct(drafts.BoolBits(prefix))),
        (4, (drafts, prefix) => drafts.Packed(drafts.BitFields(prefix, isMixed: true))),
        (10, (drafts, prefix) => drafts.Union(drafts.PlainFields(prefix))),
        (3, (drafts, prefix) => drafts.Union(drafts.BitFields(prefix, isMixed: true))),
        (4, (drafts, prefix) => drafts.Derived(prefix)),
        (6, (drafts, prefix) => drafts.Big(prefix)),
        (6, (drafts, prefix) => drafts.WithAnonymous(prefix)),
    ];

    /// <summary>Declares one more aggregate.</summary>
    public string Draw()
    {
        var name = $"T{Declarations.Count}";
        var prefix = ((char)('a' + Declarations.Count)).ToString();
        var roll = random.Below(s_kinds.Sum(kind => kind.Weight));
        var kind = s_kinds.First(kind => (roll -= kind.Weight) < 0);
        return Add(name, kind.Draw(this, prefix));
    }

    /// <summary>Declares one more aggregate without what C passes otherwise than libffi can: the common case of a call.</summary>
    public string DrawPlain() =>
        Add(
            $"T{Declarations.Count}",
            Struct(PlainFields(((char)('a' + Declarations.Count)).ToString(), isByValue: true))
        );

    public string Add(string name, TypeDefinition definition)
    {
        Declarations.Add(new TypeDeclaration(name, definition));
        if (definition is AggregateDefinition aggregate)
        {
            _aggregates[name] = aggregate;
        }
        return name;
    }

    /// <summary>All fields, those of bases first.</summary>
    public IEnumerable<FieldDefinition> AllFields(string name)
    {
        var aggregate = _aggregates[name];
        return aggregate.Extends is { } parent
            ? AllFields(parent).Concat(aggregate.Fields)
            : aggregate.Fields;
    }

    private static AggregateDefinition Struct(ImmutableArray<FieldDefinition> fields) =>
        new(false, ByteOrder.Native, null, null, null, null, [], fields);

    private AggregateDefinition Union(ImmutableArray<FieldDefinition> fields) =>
        Struct(fields) with
        {
            IsUnion = !_hasLongDoubles,
        };

    private AggregateDefinition Packed(ImmutableArray<FieldDefinition> fields) =>
        Struct(fields) with
        {
            Pack = 1 << random.Below(4),
        };

    private AggregateDefinition Derived(string prefix)
    {
        var parents = _aggregates
            .Where(pair =>
                pair.Value is { IsUnion: false, ByteOrder: ByteOrder.Native, Anonymous.Length: 0 }
            )
            .Select(pair => pair.Key)
            .ToList();
        return Struct(PlainFields(prefix)) with
        {
            Extends = parents.Count == 0 ? null : random.Pick(parents),
        };
    }

    private AggregateDefinition Big(string prefix) =>
        Struct([
            .. Names(prefix, 1 + random.Below(5))
                .Select(name => new FieldDefinition(
                    name,
                    new NamedType(random.Pick(ScalarDraft.Swappable).Name),
                    null
                )),
        ]) with
        {
            ByteOrder = ByteOrder.Big,
        };

    private AggregateDefinition WithAnonymous(string prefix)
    {
        var inner = Add(
            $"T{Declarations.Count}u",
            Union(PlainFields($"{prefix}u", isByValue: true))
        );
        var name = $"{prefix}9";
        return Struct([
            .. PlainFields(prefix),
            new FieldDefinition(name, new NamedType(inner), null),
        ]) with
        {
            Anonymous = [name],
        };
    }

    private NamedType Scalar()
    {
        var name = random.Pick(ScalarDraft.Fields).Name;
        return new NamedType(name == "longdouble" && !_hasLongDoubles ? "f64" : name);
    }

    private static IEnumerable<string> Names(string prefix, int count) =>
        Enumerable.Range(0, count).Select(i => $"{prefix}{i}");

    private ImmutableArray<FieldDefinition> PlainFields(string prefix, bool isByValue = false) =>
        [
            .. Names(prefix, 1 + random.Below(6))
                .Select(name => new FieldDefinition(name, FieldType(isByValue), null)),
        ];

    private TypeExpression FieldType(bool isByValue)
    {
        TypeExpression type = Scalar();
        if (_aggregates.Count > 0 && random.Chance(25))
        {
            type = new NamedType(random.Pick([.. _aggregates.Keys]));
        }
        else if (!isByValue && random.Chance(4))
        {
            return new PointerType(type);
        }
        if (random.Chance(15))
        {
            type = new ArrayType(type, 1 + random.Below(5));
        }
        return random.Chance(3) ? new ArrayType(type, 1 + random.Below(3)) : type;
    }

    private ImmutableArray<FieldDefinition> BitFields(string prefix, bool isMixed)
    {
        var one = random.Pick(ScalarDraft.BitFields);
        return
        [
            .. Names(prefix, 1 + random.Below(7))
                .Select(name => BitField(name, isMixed ? random.Pick(ScalarDraft.BitFields) : one)),
        ];
    }

    private FieldDefinition BitField(string name, ScalarDraft scalar) =>
        new(name, new NamedType(scalar.Name), 1 + random.Below(scalar.Size * 8));

    private ImmutableArray<FieldDefinition> BitsAndPlain(string prefix) =>
        [
            .. Names(prefix, 2 + random.Below(6))
                .Select(name =>
                    random.Chance(60)
                        ? BitField(name, random.Pick(ScalarDraft.BitFields))
                        : new FieldDefinition(name, Scalar(), null)
                ),
        ];

    private ImmutableArray<FieldDefinition> BoolBits(string prefix) =>
        [
            .. Names(prefix, 2 + random.Below(5))
                .Select(name =>
                    random.Chance(60)
                        ? new FieldDefinition(name, new NamedType(ScalarDraft.Bool.Name), 1)
                        : BitField(name, random.Pick(ScalarDraft.BitFields))
                ),
        ];
}
