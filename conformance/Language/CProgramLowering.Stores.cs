using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Touchstone.Model;

namespace Touchstone.Language;

/// <summary>Assignment and construction: scalars are converted as C converts, aggregates are copied.</summary>
internal sealed partial class CProgramLowering
{
    private static readonly BigInteger s_two64 = BigInteger.One << 64;

    private void Assign(AssignStep step)
    {
        ImmutableArray<COperand> values = [.. step.Values.Select(Evaluate)];
        for (var i = 0; i < step.Places.Length; i++)
        {
            if (step.Places[i] is NameExpression name)
            {
                Bind(name.Name, values[i]);
            }
            else
            {
                StorePlace(step.Places[i], values[i]);
            }
        }
    }

    /// <summary>
    /// A name becomes a variable at file scope, so that callbacks see it: a pointer to the object, or the value itself.
    /// </summary>
    private void Bind(string name, COperand operand)
    {
        switch (operand)
        {
            case CObject { IsReversed: false } data:
                var pointer = $"{_prefix}_{NewName("v")}";
                var complete = _types.Complete(data.Type);
                _declarations.Append(
                    CultureInfo.InvariantCulture,
                    $"static {complete} *{pointer};\n"
                );
                Emit($"{pointer} = {data.Address};");
                _variables[name] = new CObject(data.Type, $"(*{pointer})");
                break;
            case CValue value:
                var variable = $"{_prefix}_{NewName("v")}";
                _declarations.Append(
                    CultureInfo.InvariantCulture,
                    $"static {value.CType} {variable};\n"
                );
                Emit($"{variable} = {value.Expression};");
                _variables[name] = value with { Expression = variable };
                break;
            case CSequence or CReference or CBytesLiteral:
                throw new InexpressibleException("the object that this names is Python's own");
            default:
                _variables[name] = operand;
                break;
        }
    }

    private void StorePlace(Expression place, COperand value)
    {
        switch (place)
        {
            case MemberExpression member:
                StoreMember(member, value);
                break;
            case IndexExpression expression:
                var indexed = Object(expression.Target, "an index");
                if (Evaluate(expression.Index) is not CIntegerLiteral { Value: var index })
                {
                    throw new InexpressibleException("an index that is no literal");
                }
                switch (indexed.Type)
                {
                    case CArrayType array:
                        Store(
                            array.Element,
                            $"{indexed.LValue}[{InRange(index, array.Length)}]",
                            value,
                            isFresh: false,
                            indexed.IsReversed
                        );
                        break;
                    case CPointerType pointer:
                        var pointed = Pointed(
                            pointer,
                            indexed,
                            index.ToString(CultureInfo.InvariantCulture)
                        );
                        Store(pointer.Target, pointed.LValue, value, isFresh: false);
                        break;
                    default:
                        throw new InexpressibleException($"C does not index a {indexed.Type.Key}");
                }
                break;
            default:
                throw new InexpressibleException("C does not assign to a slice");
        }
    }

    private void StoreMember(MemberExpression member, COperand value)
    {
        var target = Object(member.Target, $".{member.Member}");
        switch (target.Type, member.Member)
        {
            case (CAggregateType aggregate, var name):
                var field = _types.Field(aggregate, name);
                Store(
                    field.Type,
                    $"{target.LValue}.{field.Path}",
                    value,
                    isFresh: false,
                    field.IsReversed
                );
                break;
            case (CPointerType pointer, "contents")
                when value is CObject data && data.Type.Key == pointer.Target.Key:
                Emit($"{target.LValue} = {data.Address};");
                break;
            case (CScalarType scalar, "value"):
                Emit($"{target.LValue} = {Converted(scalar, value)};");
                break;
            default:
                throw new InexpressibleException($".{member.Member} is Python's");
        }
    }

    /// <param name="isFresh">The target is all zero still: what a shorter value leaves over stays zero.</param>
    private void Store(
        CLoweredType type,
        string lvalue,
        COperand value,
        bool isFresh,
        bool isReversed = false
    )
    {
        switch (type, value)
        {
            case (CScalarType or CPointerType or CFunctionType, _):
                Emit($"{lvalue} = {Converted(type, value)};");
                break;
            case (CArrayType array, CSequence { IsTuple: true } tuple) when isReversed:
                if (!isFresh && tuple.Items.Length < array.Length)
                {
                    Emit($"memset({lvalue}, 0, sizeof {lvalue});");
                }
                StoreElements(array, lvalue, tuple.Items, isReversed);
                break;
            case (_, CSequence { IsTuple: true } tuple):
                var built = Construct(type, tuple.Items);
                Emit($"memcpy(&{lvalue}, {built.Address}, sizeof {lvalue});");
                break;
            case (CArrayType { IsCharacters: true } array, CBytesLiteral literal) when isFresh:
                StoreFreshCharacters(lvalue, array.Length, literal.Value);
                break;
            case (CAggregateType or CArrayType, CObject data)
                when data.Type.Key == type.Key && !isReversed
                    || data.Type is CAggregateType source && Derives(source, type):
                Emit($"memmove(&{lvalue}, {data.Address}, sizeof {lvalue});");
                break;
            default:
                throw new InexpressibleException($"C does not assign that to a {type.Key}");
        }
    }

    private bool Derives(CAggregateType type, CLoweredType target) =>
        type.Key == target.Key
        || type.Definition.Extends is { } name
            && _types.Resolve(name) is CAggregateType parent
            && Derives(parent, target);

    private void StoreFreshCharacters(string lvalue, int length, ImmutableArray<byte> bytes)
    {
        if (bytes.Length > length)
        {
            throw new InexpressibleException($"{bytes.Length} bytes do not fit into {length}");
        }
        Emit($"memcpy({lvalue}, {CLowering.BytesLiteral(bytes)}, {bytes.Length});");
    }

    /// <summary>New, zeroed storage for an object of this type.</summary>
    private CObject New(CLoweredType type)
    {
        var c = _types.Complete(type);
        var name = NewName("t");
        Emit($"{c} *{name} = truth_new(sizeof({c}), _Alignof({c}));");
        return new CObject(type, $"(*{name})");
    }

    private CObject Construct(CLoweredType type, ImmutableArray<COperand> arguments)
    {
        var created = New(type);
        switch (type)
        {
            case CAggregateType aggregate:
                var fields = _types.Fields(aggregate).ToList();
                if (arguments.Length > fields.Count)
                {
                    throw new InexpressibleException($"{aggregate.Name} has {fields.Count} fields");
                }
                foreach (var ((_, field), value) in fields.Zip(arguments))
                {
                    // The members of a union follow each other into the same bytes.
                    Store(
                        field.Type,
                        $"{created.LValue}.{field.Path}",
                        value,
                        isFresh: !aggregate.Definition.IsUnion,
                        field.IsReversed
                    );
                }
                break;
            case CArrayType array:
                StoreElements(array, created.LValue, arguments, isReversed: false);
                break;
            case CPointerType pointer
                when arguments is [CObject target] && target.Type.Key == pointer.Target.Key:
                Emit($"{created.LValue} = {target.Address};");
                break;
            default:
                if (arguments.Length > 1 || (arguments.Length == 1 && type is not CScalarType))
                {
                    throw new InexpressibleException($"C does not build a {type.Key} from that");
                }
                foreach (var value in arguments)
                {
                    Store(type, created.LValue, value, isFresh: true);
                }
                break;
        }
        return created;
    }

    private void StoreElements(
        CArrayType array,
        string lvalue,
        ImmutableArray<COperand> values,
        bool isReversed
    )
    {
        if (values.Length > array.Length)
        {
            throw new InexpressibleException(
                $"{values.Length} values for an array of {array.Length}"
            );
        }
        for (var i = 0; i < values.Length; i++)
        {
            Store(array.Element, $"{lvalue}[{i}]", values[i], isFresh: true, isReversed);
        }
    }

    /// <summary>A value as C converts it on assignment, where ctypes allows the assignment at all.</summary>
    private static string Converted(CLoweredType type, COperand value) =>
        (type, value) switch
        {
            (CScalarType { Info: var info }, CObject { Type: CScalarType source } data)
                when source.Info.Label == info.Label
                    && (
                        source.Key == type.Key
                        || source.Subclass is not null && ((CScalarType)type).Subclass is null
                    ) => data.LValue,
            (CScalarType { Info.Kind: PythonKind.Integer }, CIntegerLiteral literal) => IntegerText(
                literal.Value
            ),
            (
                CScalarType { Info.Kind: PythonKind.Integer },
                CValue { Kind: PythonKind.Integer or PythonKind.Boolean } scalar
            ) => scalar.Expression,
            (
                CScalarType { Info: { Kind: PythonKind.Float or PythonKind.Complex, C: var c } },
                CIntegerLiteral literal
            ) => $"({c}){CLowering.DoubleLiteral((double)literal.Value)}",
            (
                CScalarType { Info: { Kind: PythonKind.Float or PythonKind.Complex, C: var c } },
                CValue { Kind: PythonKind.Integer or PythonKind.Boolean or PythonKind.Float } scalar
            ) => $"({c})(double){scalar.Expression}",
            (
                CScalarType { Info.Kind: PythonKind.Complex },
                CValue { Kind: PythonKind.Complex } scalar
            ) => scalar.Expression,
            (CScalarType { Info.Kind: PythonKind.Boolean }, CIntegerLiteral literal) => literal
                .Value
                .IsZero
                ? "0"
                : "1",
            (
                CScalarType { Info.Kind: PythonKind.Boolean },
                CValue { Kind: PythonKind.Integer or PythonKind.Boolean or PythonKind.Float } scalar
            ) => $"!!{scalar.Expression}",
            (CScalarType { Info.Kind: PythonKind.Character }, CBytesLiteral { Value: [var b] }) =>
                $"(char){b}",
            (CScalarType { Info.Kind: PythonKind.Character }, CIntegerLiteral literal)
                when literal.Value >= 0 && literal.Value < 256 => $"(char){literal.Value}",
            (
                CScalarType { Info.Kind: PythonKind.Character },
                CValue { Kind: PythonKind.Character } c
            ) => c.Expression,
            (CScalarType { Info.Kind: PythonKind.WideCharacter }, CTextLiteral text)
                when text.Value.EnumerateRunes().Count() == 1
                    && text.Value.EnumerateRunes().First() is var rune
                    && rune.Value != 0xfffd => $"(wchar_t){rune.Value}",
            (
                CScalarType { Info.Kind: PythonKind.WideCharacter },
                CValue { Kind: PythonKind.WideCharacter } c
            ) => c.Expression,
            (CScalarType { Info.Label: "P8" or "z8" or "Z8" }, CNone) => "0",
            (CPointerType or CFunctionType, CNone) => "0",
            (
                CScalarType { Info.Label: "P8", Subclass: null },
                CValue { Kind: PythonKind.Address } address
            ) => address.Expression,
            (CPointerType or CFunctionType, CObject data) when data.Type.Key == type.Key =>
                data.LValue,
            (CPointerType pointer, CObject { Type: CArrayType array } data)
                when array.Element.Key == pointer.Target.Key => $"&{data.LValue}[0]",
            _ => throw new InexpressibleException($"C would not store that in a {type.Key}"),
        };

    /// <summary>ctypes takes an integer of any size and keeps the low bits; so many of them matter to C at most.</summary>
    private static string IntegerText(BigInteger value)
    {
        var bits = (ulong)((value % s_two64 + s_two64) % s_two64);
        return value.Sign < 0 || bits <= long.MaxValue
            ? $"(long long)0x{bits:x}ULL"
            : $"0x{bits:x}ULL";
    }
}
