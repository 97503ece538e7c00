using System.Collections.Immutable;
using System.Diagnostics;
using Touchstone.Ctypes;
using Touchstone.Model;
using ByteOrder = Touchstone.Ffi.Types.ByteOrder;

namespace Touchstone.Reference;

/// <summary>The types and functions that a program declares, made of the session's when they are first used.</summary>
internal sealed class Declarations
{
    private readonly Semantics _semantics;
    private readonly TypeNames _names;
    private readonly string _fixtures;
    private readonly Dictionary<string, TypeDefinition> _definitions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FunctionDeclaration> _functions = new(
        StringComparer.Ordinal
    );
    private readonly Dictionary<string, CtypesType?> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Value> _pointers = new(StringComparer.Ordinal);
    private CLibrary? _library;
    private CLibrary? _errnoLibrary;

    public Declarations(Program program, Semantics semantics, TypeNames names, string fixtures)
    {
        _semantics = semantics;
        _names = names;
        _fixtures = fixtures;
        foreach (var type in program.Types)
            _definitions.Add(type.Name, type.Definition);
        foreach (var function in program.Functions)
            _functions.Add(function.Name, function);
    }

    /// <summary>The fixtures, for <c>in_dll</c> and functions without <c>errno</c>.</summary>
    public CLibrary Library => _library ??= _semantics.Load(_fixtures, usesErrno: false);

    private CLibrary ErrnoLibrary => _errnoLibrary ??= _semantics.Load(_fixtures, usesErrno: true);

    private TypeSet Types => _semantics.Session.Types;

    /// <summary>Makes every type of the program's <c>types</c>, in the order in which they are written.</summary>
    public void DeclareAll(ImmutableArray<TypeDeclaration> declarations)
    {
        foreach (var declaration in declarations)
            _ = Type(declaration.Name);
    }

    /// <summary>The step <c>type NAME = …</c>: from now on the name means this.</summary>
    public void Declare(TypeDeclaration declaration)
    {
        _definitions[declaration.Name] = declaration.Definition;
        _types.Remove(declaration.Name);
        _ = Type(declaration.Name);
    }

    /// <summary>A type by its name in the case; null for <c>void</c>.</summary>
    public CtypesType? Type(string name)
    {
        if (_types.TryGetValue(name, out var known))
            return known;
        if (!_definitions.TryGetValue(name, out var definition))
            return _types[name] = name == "void" ? null : Types[Scalars.CtypesNames[name]];
        var type = definition switch
        {
            AggregateDefinition aggregate => Aggregate(name, aggregate),
            FunctionTypeDefinition function => Types.Function(
                Of(function.Result),
                [.. function.Parameters.Select(Required)]
            ),
            SubclassDefinition subclass => Types.Subclass(RequiredNamed(subclass.Base), name),
            AliasDefinition alias => Of(alias.Type),
            _ => throw new UnreachableException($"no rule for {definition.GetType().Name}"),
        };
        if (type is not null)
            _names.Declare(type, name);
        return _types[name] = type;
    }

    /// <summary>A function of the fixtures, resolved when it is first used: a step may declare what it is made of.</summary>
    /// <exception cref="MissingSymbolException">The fixtures have no such function.</exception>
    public Value Function(string name)
    {
        if (_pointers.TryGetValue(name, out var known))
            return known;
        var declaration = _functions[name];
        var library = declaration.Prototype?.UsesErrno == true ? ErrnoLibrary : Library;
        CFunctionPointer pointer;
        try
        {
            pointer = library.GetItem(declaration.Symbol);
        }
        catch (PythonException error) when (error.ClassName == "AttributeError")
        {
            throw new MissingSymbolException(declaration.Symbol);
        }
        if (declaration.Prototype is { } prototype)
        {
            ImmutableArray<Value> parameters =
            [
                .. prototype.Parameters.Select(parameter => (Value)Required(parameter)),
            ];
            _semantics.SetAttribute(pointer, "argtypes", new PyTuple(parameters));
            _semantics.SetAttribute(pointer, "restype", Value.Of(Of(prototype.Result)));
        }
        return _pointers[name] = pointer;
    }

    /// <summary>A type expression's type; null for <c>void</c>.</summary>
    public CtypesType? Of(TypeExpression expression) =>
        expression switch
        {
            NamedType named => Type(named.Name),
            PointerType pointer => Types.Pointer(Of(pointer.Target)),
            ArrayType array => Types.Array(Required(array.Element), array.Length),
            _ => throw new UnreachableException($"no rule for {expression.GetType().Name}"),
        };

    private CtypesType Required(TypeExpression expression) =>
        Of(expression)
        ?? throw new PythonException("TypeError", "void is a result and a pointer's target only");

    private CtypesType RequiredNamed(string name) => Required(new NamedType(name));

    private CtypesType Aggregate(string name, AggregateDefinition definition)
    {
        var options = new AggregateOptions(
            (ByteOrder)definition.ByteOrder,
            definition.Pack,
            definition.Align,
            definition.LayoutRule,
            definition.Extends is { } parent ? RequiredNamed(parent) : null,
            // Without a line of its own, a class sees its base's.
            definition.Anonymous.IsEmpty
                ? null
                : definition.Anonymous
        );
        var type = definition.IsUnion
            ? Types.DeclareUnion(name, options)
            : Types.DeclareStructure(name, options);
        // Known by name before it is complete, so that it can hold a pointer to itself.
        _types[name] = type;
        _names.Declare(type, name);
        _semantics.SetFields(
            type,
            [
                .. definition.Fields.Select(field => new FieldDeclaration(
                    field.Name,
                    Required(field.Type),
                    field.Bits
                )),
            ]
        );
        return type;
    }
}

/// <summary>The fixture library lacks a function that a case calls: nothing can be said of the reference.</summary>
internal sealed class MissingSymbolException(string symbol)
    : Exception($"the fixtures have no function {symbol}");
