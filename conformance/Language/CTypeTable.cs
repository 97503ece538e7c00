using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Touchstone.Model;

namespace Touchstone.Language;

/// <summary>
/// The types of one program: resolved, named in C, declared in an order that C accepts, and described for the prelude.
/// Every C name begins with the program's own prefix, so that many programs share a translation unit.
/// </summary>
/// <remarks>
/// The truth about a declaration is what the compiler makes of the <em>same</em> declaration, not of what some ctypes makes
/// of it. <c>_pack_</c> becomes <c>#pragma pack</c>: for plain fields that is what every ctypes means; for bit-fields it is
/// gcc's own packing, which no ctypes can express (before 3.14 it was a rule of its own, from 3.14 on <c>_pack_</c> implies
/// the Microsoft layout). <c>_layout_ = 'ms'</c> is <c>ms_struct</c>. The other byte order is gcc's
/// <c>scalar_storage_order</c>, which clang does not have.
/// </remarks>
internal sealed class CTypeTable
{
    private readonly string _prefix;
    private readonly Dictionary<string, TypeDefinition> _definitions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CLoweredType> _resolved = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _declaredNames = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _cNames = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _descriptors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _inexpressible = new(StringComparer.Ordinal);
    private readonly HashSet<string> _complete = new(StringComparer.Ordinal);
    private readonly HashSet<string> _resolving = new(StringComparer.Ordinal);
    private readonly StringBuilder _text;

    /// <param name="text">Receives the declarations as they are needed.</param>
    public CTypeTable(string prefix, IEnumerable<TypeDeclaration> declarations, StringBuilder text)
    {
        _prefix = prefix;
        _text = text;
        var order = new List<string>();
        foreach (var declaration in declarations)
        {
            if (_definitions.TryAdd(declaration.Name, declaration.Definition))
            {
                order.Add(declaration.Name);
            }
            else
            {
                _inexpressible[declaration.Name] =
                    $"{declaration.Name} is declared twice, and C has one type of a name";
            }
        }
        foreach (var name in order.Where(name => _definitions[name] is AggregateDefinition))
        {
            var keyword = ((AggregateDefinition)_definitions[name]).IsUnion ? "union" : "struct";
            _text.Append(
                CultureInfo.InvariantCulture,
                $"typedef {keyword} {_prefix}_{name} {_prefix}_{name};\n"
            );
        }
        foreach (var name in order)
        {
            Declare(name);
        }
    }

    /// <summary>What a type expression stands for.</summary>
    /// <exception cref="InexpressibleException">C cannot declare it.</exception>
    public CLoweredType Resolve(TypeExpression type) =>
        type switch
        {
            NamedType named => Resolve(named.Name),
            PointerType { Target: var target } => Resolve(target) switch
            {
                CVoidType => new CScalarType(CScalarInfo.ByKeyword["void_p"], null),
                var resolved => new CPointerType(resolved),
            },
            ArrayType array => new CArrayType(Resolve(array.Element), array.Length),
            _ => throw new InexpressibleException($"C has no {type.GetType().Name}"),
        };

    public CLoweredType Resolve(string name)
    {
        if (_inexpressible.TryGetValue(name, out var reason))
        {
            throw new InexpressibleException(reason);
        }
        if (_resolved.TryGetValue(name, out var known))
        {
            return known;
        }
        if (!_definitions.TryGetValue(name, out var definition))
        {
            return name == "void" ? new CVoidType()
                : CScalarInfo.ByKeyword.TryGetValue(name, out var scalar)
                    ? new CScalarType(scalar, null)
                : throw new InexpressibleException($"{name} is not declared");
        }
        if (!_resolving.Add(name))
        {
            throw new InexpressibleException($"{name} is declared by itself");
        }
        try
        {
            CLoweredType type = definition switch
            {
                AggregateDefinition aggregate => new CAggregateType(name, aggregate),
                AliasDefinition alias => Resolve(alias.Type),
                SubclassDefinition subclass => new CScalarType(
                    CScalarInfo.ByKeyword.GetValueOrDefault(subclass.Base)
                        ?? throw new InexpressibleException($"{subclass.Base} is no simple type"),
                    name
                ),
                FunctionTypeDefinition function => Function(function.Parameters, function.Result),
                _ => throw new InexpressibleException($"C has no {definition.GetType().Name}"),
            };
            return _resolved[name] = type;
        }
        finally
        {
            _resolving.Remove(name);
        }
    }

    public CFunctionType Function(ImmutableArray<TypeExpression> parameters, TypeExpression result)
    {
        ImmutableArray<CLoweredType> resolved = [.. parameters.Select(Resolve)];
        var answer = Resolve(result);
        return new CFunctionType(
            resolved,
            answer,
            $"fn({string.Join(',', resolved.Select(type => type.Key))})->{answer.Key}"
        );
    }

    /// <summary>The name that observations show: the first declared of the type object, else one built from its parts.</summary>
    public string Label(CLoweredType type) =>
        type is CScalarType { Subclass: null } plain ? plain.Info.Label
        : _declaredNames.TryGetValue(type.Key, out var name) ? name
        : type switch
        {
            CScalarType scalar => scalar.Subclass!,
            CPointerType pointer => $"{Label(pointer.Target)}*",
            CArrayType array => $"{Label(array.Element)}[{array.Length}]",
            CAggregateType aggregate => aggregate.Name,
            CFunctionType => "fn",
            _ => throw new InexpressibleException($"{type.Key} is no type of an object"),
        };

    /// <summary>The type's name in C; what it needs is declared first.</summary>
    public string CName(CLoweredType type)
    {
        switch (type)
        {
            case CVoidType:
                return "void";
            case CScalarType scalar:
                return scalar.Info.C;
            case CAggregateType aggregate:
                return $"{_prefix}_{aggregate.Name}";
        }
        if (_cNames.TryGetValue(type.Key, out var name))
        {
            return name;
        }
        var text = type switch
        {
            CPointerType pointer => $"typedef {CName(pointer.Target)} *{{0}};",
            CArrayType array => $"typedef {Complete(array.Element)} {{0}}[{array.Length}];",
            CFunctionType function =>
                $"typedef {CName(function.Result)} (*{{0}})({ParameterList(function.Parameters)});",
            _ => throw new InexpressibleException($"C has no {type.GetType().Name}"),
        };
        name = $"{_prefix}_t{_cNames.Count}";
        _cNames[type.Key] = name;
        _text.Append(text.Replace("{0}", name, StringComparison.Ordinal)).Append('\n');
        return name;
    }

    public string ParameterList(ImmutableArray<CLoweredType> parameters) =>
        parameters.Length == 0 ? "void" : string.Join(", ", parameters.Select(CName));

    /// <summary>The C name of a type whose size must be known.</summary>
    public string Complete(CLoweredType type)
    {
        switch (type)
        {
            case CAggregateType aggregate:
                Define(aggregate);
                break;
            case CArrayType array:
                Complete(array.Element);
                break;
        }
        return CName(type);
    }

    /// <summary>The fields in the order of positional arguments: those of the base first.</summary>
    public IEnumerable<(string Name, CFieldPath Field)> Fields(CAggregateType aggregate)
    {
        if (Base(aggregate) is { } parent)
        {
            foreach (var (name, field) in Fields(parent))
            {
                yield return (name, field with { Path = $"base.{field.Path}" });
            }
        }
        foreach (var field in aggregate.Definition.Fields)
        {
            yield return (
                field.Name,
                new CFieldPath(
                    $"f_{field.Name}",
                    Resolve(field.Type),
                    field.Bits,
                    aggregate.IsReversed
                )
            );
        }
    }

    /// <summary>A field by its name, looked for as Python does: own, then of anonymous members, then of the base.</summary>
    /// <exception cref="InexpressibleException">There is none.</exception>
    public CFieldPath Field(CAggregateType aggregate, string name) =>
        FindField(aggregate, name)
        ?? throw new InexpressibleException($"{aggregate.Name} has no field {name}");

    /// <summary>The C expression of a <c>truth_type</c>.</summary>
    public string Descriptor(CLoweredType type)
    {
        if (type is CScalarType { Subclass: null } plain)
        {
            return plain.Info.Descriptor;
        }
        if (_descriptors.TryGetValue(type.Key, out var known))
        {
            return known;
        }
        var c = Complete(type);
        var label = Label(type);
        var text = type switch
        {
            CPointerType or CFunctionType =>
                $"{{TRUTH_POINTER, \"{label}\", sizeof(void *), _Alignof(void *), 0, 0, 0}}",
            CScalarType scalar =>
                $"{{TRUTH_BOXED, \"{label}\", sizeof({c}), _Alignof({c}), 0, 0, &{Descriptor(scalar with { Subclass = null })}}}",
            CArrayType array =>
                $"{{{(array.IsCharacters ? "TRUTH_CHAR_ARRAY" : "TRUTH_ARRAY")}, \"{label}\", sizeof({c}), _Alignof({c}), 0, {array.Length}, &{Descriptor(array.Element)}}}",
            CAggregateType aggregate =>
                $"{{TRUTH_STRUCT, \"{label}\", sizeof({c}), _Alignof({c}), {FieldTable(aggregate, c)}, 0}}",
            _ => throw new InexpressibleException($"C has no object of type {type.Key}"),
        };
        var name = $"{_prefix}_d{_descriptors.Count}";
        _descriptors[type.Key] = name;
        _text.Append(CultureInfo.InvariantCulture, $"static const truth_type {name} = {text};\n");
        return name;
    }

    private void Declare(string name)
    {
        try
        {
            var type = Resolve(name);
            if (type is CAggregateType aggregate)
            {
                Define(aggregate);
            }
            if (type is not CScalarType { Subclass: null })
            {
                _declaredNames.TryAdd(type.Key, name);
            }
        }
        catch (InexpressibleException failure)
        {
            _inexpressible.TryAdd(name, failure.Message);
        }
    }

    private CAggregateType? Base(CAggregateType aggregate) =>
        aggregate.Definition.Extends is not { } name ? null
        : Resolve(name) is CAggregateType parent ? parent
        : throw new InexpressibleException($"{aggregate.Name} extends {name}, which has no fields");

    private CFieldPath? FindField(CAggregateType aggregate, string name)
    {
        foreach (var (own, field) in Fields(aggregate).Reverse())
        {
            if (own == name)
            {
                return field;
            }
        }
        foreach (var anonymous in aggregate.Definition.Anonymous)
        {
            var member = Field(aggregate, anonymous);
            if (member.Type is CAggregateType inner && FindField(inner, name) is { } found)
            {
                return found with { Path = $"{member.Path}.{found.Path}" };
            }
        }
        return Base(aggregate) is { } parent && FindField(parent, name) is { } inherited
            ? inherited with
            {
                Path = $"base.{inherited.Path}",
            }
            : null;
    }

    private void Define(CAggregateType aggregate)
    {
        var name = aggregate.Name;
        if (_inexpressible.TryGetValue(name, out var reason))
        {
            throw new InexpressibleException(reason);
        }
        if (_complete.Contains(name))
        {
            return;
        }
        if (!_resolving.Add(name))
        {
            throw new InexpressibleException($"{name} contains itself");
        }
        try
        {
            // The members' types come first, so the definition is written only once it is whole.
            _text.Append(Definition(aggregate));
            _complete.Add(name);
        }
        catch (InexpressibleException failure)
        {
            _inexpressible[name] = failure.Message;
            throw;
        }
        finally
        {
            _resolving.Remove(name);
        }
    }

    private string Definition(CAggregateType aggregate)
    {
        var definition = aggregate.Definition;
        var text = new StringBuilder();
        // #pragma pack knows these only; gcc ignores others with a warning, ctypes takes them.
        if (definition.Pack is not (null or 0 or 1 or 2 or 4 or 8 or 16))
        {
            throw new InexpressibleException($"gcc has no pack({definition.Pack})");
        }
        if (definition.Align is { } align && (align <= 0 || (align & (align - 1)) != 0))
        {
            throw new InexpressibleException($"C aligns by powers of two, not by {align}");
        }
        if (definition.LayoutRule is not (null or "ms" or "gcc-sysv"))
        {
            throw new InexpressibleException($"C has no layout {definition.LayoutRule}");
        }
        text.Append(definition.Pack is > 0 and var pack ? $"#pragma pack(push, {pack})\n" : "");
        text.Append(
            CultureInfo.InvariantCulture,
            $"{(definition.IsUnion ? "union" : "struct")} {_prefix}_{aggregate.Name} {{\n"
        );
        if (Base(aggregate) is { } parent)
        {
            text.Append(CultureInfo.InvariantCulture, $"    {Complete(parent)} base;\n");
        }
        foreach (var field in definition.Fields)
        {
            text.Append("    ").Append(Member(aggregate, field)).Append('\n');
        }
        text.Append('}');
        text.Append(definition.LayoutRule == "ms" ? " __attribute__((ms_struct))" : "");
        text.Append(
            definition.Align is { } alignment ? $" __attribute__((aligned({alignment})))" : ""
        );
        text.Append(
            aggregate.IsReversed ? " __attribute__((scalar_storage_order(\"big-endian\")))" : ""
        );
        text.Append(";\n").Append(definition.Pack > 0 ? "#pragma pack(pop)\n" : "");
        return text.ToString();
    }

    private string Member(CAggregateType aggregate, FieldDefinition field)
    {
        var type = Resolve(field.Type);
        var c = Complete(type);
        if (field.Bits is not { } bits)
        {
            return $"{c} f_{field.Name};";
        }
        if (
            type is not CScalarType { Info: var info }
            || info.Kind is not (PythonKind.Integer or PythonKind.Boolean)
        )
        {
            throw new InexpressibleException(
                $"{aggregate.Name}.{field.Name}: a bit-field is an integer or a bool"
            );
        }
        var width = info.Kind == PythonKind.Boolean ? 1 : (info.Label[^1] - '0') * 8;
        return bits >= 1 && bits <= width
            ? $"{c} f_{field.Name} : {bits};"
            : throw new InexpressibleException(
                $"{aggregate.Name}.{field.Name}: {info.C} has no bit-field of width {bits}"
            );
    }

    private string FieldTable(CAggregateType aggregate, string c)
    {
        var rows = new StringBuilder();
        var count = 0;
        foreach (var (name, field) in Fields(aggregate))
        {
            var type = Descriptor(field.Type);
            var getter =
                field.Bits is not null || (field.IsReversed && field.Type is CScalarType)
                    ? $"{_prefix}_{aggregate.Name}_get{count}"
                    : null;
            if (field.IsReversed && field.Type is CArrayType { Element: not CAggregateType })
            {
                throw new InexpressibleException(
                    $"{aggregate.Name}.{name}: C has no pointer to an array of the other byte order"
                );
            }
            if (getter is not null)
            {
                _text.Append(
                    CultureInfo.InvariantCulture,
                    $"static void {getter}(const void *o, void *v) {{ *({CName(field.Type)} *)v = ((const {c} *)o)->{field.Path}; }}\n"
                );
            }
            var image = "0, 0";
            if (field.Bits is { } bits)
            {
                var ones = field.Type is CScalarType { Info.Kind: PythonKind.Boolean } ? "1" : "-1";
                _text.Append(
                    CultureInfo.InvariantCulture,
                    $"static const {c} {_prefix}_{aggregate.Name}_ones{count} = {{ .{field.Path} = {ones} }};\n"
                );
                image = $"{bits}, (const unsigned char *)&{_prefix}_{aggregate.Name}_ones{count}";
            }
            var offset = field.Bits is null ? $"offsetof({c}, {field.Path})" : "0";
            rows.Append(
                CultureInfo.InvariantCulture,
                $"    {{\"{name}\", &{type}, {offset}, {image}, {getter ?? "0"}}},\n"
            );
            count++;
        }
        if (count == 0)
        {
            return "0, 0";
        }
        var table = $"{_prefix}_{aggregate.Name}_fields";
        _text.Append(
            CultureInfo.InvariantCulture,
            $"static const truth_field {table}[] = {{\n{rows}}};\n"
        );
        return $"{table}, {count}";
    }
}
