using System.Collections.Immutable;
using Touchstone.Model;

namespace Touchstone.Language;

/// <summary>Parses types, type definitions and functions.</summary>
internal sealed class TypeGrammar(Cursor cursor, TypeNames names)
{
    private static readonly string[] s_attributes =
    [
        "big",
        "little",
        "pack",
        "align",
        "layout",
        "extends",
        "anonymous",
    ];

    /// <summary><c>NAME { "*" | "[" INT "]" }</c>, read from left to right.</summary>
    public TypeExpression Type()
    {
        TypeExpression type = NamedType();
        while (true)
        {
            if (cursor.TryTake("*"))
            {
                type = new PointerType(type);
            }
            else if (cursor.TryTake("["))
            {
                type = new ArrayType(type, cursor.ExpectSmallInteger("an array's length", 0));
                cursor.Expect("]");
            }
            else
            {
                return type;
            }
        }
    }

    public TypeDefinition Definition()
    {
        if (cursor.Here.Is("struct") || cursor.Here.Is("union"))
            return Aggregate(cursor.Take().Text == "union");
        if (cursor.Here.Is("fn") && cursor.Ahead(1).Is("("))
            return FunctionType();
        if (cursor.Here.Is("sub") && cursor.Ahead(1).Kind == TokenKind.Name)
        {
            cursor.Take();
            var place = cursor.Here.Place;
            var name = names.Resolve(cursor.Take().Text);
            if (name == "void" || !Vocabulary.Scalars.Contains(name))
            {
                throw new SyntaxProblemException(
                    place,
                    $"`sub` derives from a simple type; `{name}` is none{Nearest.Hint(name, Vocabulary.Scalars)}"
                );
            }

            return new SubclassDefinition(name);
        }

        return new AliasDefinition(Type());
    }

    /// <summary><c>[SYMBOL ":"] type "(" … ")" ["errno"]</c> or <c>SYMBOL "(...)"</c>, which has no prototype.</summary>
    public FunctionDeclaration Function(string name)
    {
        if (
            cursor.Here.Kind == TokenKind.Name
            && cursor.Ahead(1).Is("(")
            && cursor.Ahead(2).Is("...")
        )
        {
            var symbol = cursor.Take().Text;
            cursor.Expect("(");
            cursor.Expect("...");
            cursor.Expect(")");
            return new FunctionDeclaration(name, symbol, null);
        }

        var called = name;
        if (cursor.Here.Kind == TokenKind.Name && cursor.Ahead(1).Is(":"))
        {
            called = cursor.Take().Text;
            cursor.Expect(":");
        }

        var result = Type();
        cursor.Expect("(", "before the parameters");
        var parameters = ImmutableArray.CreateBuilder<TypeExpression>();
        var isVariadic = false;
        while (!cursor.Here.Is(")"))
        {
            if (parameters.Count > 0)
                cursor.Expect(",", "or `)` behind a parameter");
            if (cursor.TryTake("..."))
            {
                if (parameters.Count == 0)
                    throw new SyntaxProblemException(
                        cursor.Here.Place,
                        "C has no variadic function without a first parameter"
                    );
                isVariadic = true;
                break;
            }

            parameters.Add(Type());
        }

        cursor.Expect(")");
        var usesErrno = cursor.TryTake("errno");
        return new FunctionDeclaration(
            name,
            called,
            new Prototype(result, parameters.ToImmutable(), isVariadic, usesErrno)
        );
    }

    private NamedType NamedType()
    {
        var token = cursor.ExpectName("a type");
        var name = names.Resolve(token.Text);
        if (!names.Contains(name))
        {
            throw new SyntaxProblemException(
                token.Place,
                $"unknown type `{name}`{Nearest.Hint(name, names.All)}"
            );
        }

        return new NamedType(name);
    }

    private FunctionTypeDefinition FunctionType()
    {
        cursor.Expect("fn");
        cursor.Expect("(");
        var parameters = ImmutableArray.CreateBuilder<TypeExpression>();
        while (!cursor.Here.Is(")"))
        {
            if (parameters.Count > 0)
                cursor.Expect(",", "or `)` behind a parameter");
            parameters.Add(Type());
        }

        cursor.Expect(")");
        cursor.Expect("->", "and the result's type");
        return new FunctionTypeDefinition(parameters.ToImmutable(), Type());
    }

    private AggregateDefinition Aggregate(bool isUnion)
    {
        var definition = Attributes(
            new AggregateDefinition(isUnion, ByteOrder.Native, null, null, null, null, [], [])
        );
        cursor.Expect("{", "before the fields");
        var fields = ImmutableArray.CreateBuilder<FieldDefinition>();
        while (true)
        {
            cursor.SkipLineBreaks();
            if (cursor.TryTake("}"))
                break;
            if (cursor.TryTake(";"))
                continue;
            fields.Add(Field(fields));
            cursor.SkipLineBreaks();
            if (!cursor.Here.Is("}"))
                cursor.Expect(";", "or `}` behind a field");
        }

        foreach (
            var name in definition.Anonymous.Where(name => fields.All(field => field.Name != name))
        )
        {
            throw new SyntaxProblemException(
                cursor.At(cursor.Position - 1).Place,
                $"anonymous({name}) names no field{Nearest.Hint(name, fields.Select(field => field.Name))}"
            );
        }

        return definition with
        {
            Fields = fields.ToImmutable(),
        };
    }

    private FieldDefinition Field(IEnumerable<FieldDefinition> before)
    {
        var type = Type();
        var name = cursor.ExpectName("a field's name");
        if (before.Any(field => field.Name == name.Text))
            throw new SyntaxProblemException(name.Place, $"there is a field `{name.Text}` already");
        int? bits = cursor.TryTake(":")
            ? cursor.ExpectSmallInteger("a bit-field's width", 0)
            : null;
        return new FieldDefinition(name.Text, type, bits);
    }

    private AggregateDefinition Attributes(AggregateDefinition definition)
    {
        while (cursor.Here.Kind == TokenKind.Name)
        {
            var attribute = cursor.Take();
            definition = attribute.Text switch
            {
                "big" => definition with { ByteOrder = ByteOrder.Big },
                "little" => definition with { ByteOrder = ByteOrder.Little },
                "pack" => definition with
                {
                    Pack = Argument(() => cursor.ExpectSmallInteger("a pack", 0)),
                },
                "align" => definition with
                {
                    Align = Argument(() => cursor.ExpectSmallInteger("an alignment", 0)),
                },
                "layout" => definition with { LayoutRule = Argument(LayoutRule) },
                "extends" => definition with { Extends = Argument(() => NamedType().Name) },
                "anonymous" => definition with
                {
                    Anonymous = definition.Anonymous.Add(
                        Argument(() => cursor.ExpectName("a field's name").Text)
                    ),
                },
                _ => throw new SyntaxProblemException(
                    attribute.Place,
                    $"unknown attribute `{attribute.Text}`{Nearest.Hint(attribute.Text, s_attributes)}"
                ),
            };
        }

        return definition;
    }

    /// <summary>The names of ctypes, written with an underscore for the dash: <c>ms</c>, <c>gcc_sysv</c>.</summary>
    private string LayoutRule()
    {
        var name = cursor.ExpectName("`ms` or `gcc_sysv`");
        return name.Text switch
        {
            "ms" => "ms",
            "gcc_sysv" => "gcc-sysv",
            "gcc" when cursor.TryTake("-") && cursor.TryTake("sysv") => "gcc-sysv",
            _ => throw new SyntaxProblemException(
                name.Place,
                $"unknown layout `{name.Text}`: there are `ms` and `gcc-sysv`"
            ),
        };
    }

    private T Argument<T>(Func<T> read)
    {
        cursor.Expect("(");
        var value = read();
        cursor.Expect(")");
        return value;
    }
}

/// <summary>The names of types in one case, and what the scalar variant makes of <c>T</c>.</summary>
internal sealed class TypeNames(IEnumerable<string> declared, string? scalar)
{
    private readonly HashSet<string> _declared = [.. declared];

    public IEnumerable<string> All => _declared.Concat(Vocabulary.Scalars);

    public string Resolve(string name) => scalar is not null && name == "T" ? scalar : name;

    public bool Contains(string name) =>
        Vocabulary.Scalars.Contains(name) || _declared.Contains(name);
}
