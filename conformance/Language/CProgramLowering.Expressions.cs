using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Touchstone.Model;

namespace Touchstone.Language;

/// <summary>Expressions: what they read becomes a temporary at once, so that a later step changes no earlier value.</summary>
internal sealed partial class CProgramLowering
{
    private COperand Evaluate(Expression expression) =>
        expression switch
        {
            IntegerLiteral literal => new CIntegerLiteral(literal.Value),
            FloatLiteral literal => new CValue(
                PythonKind.Float,
                "double",
                CLowering.DoubleLiteral(literal.Value)
            ),
            BytesLiteral literal => new CBytesLiteral(literal.Value),
            TextLiteral literal => new CTextLiteral(literal.Value),
            BooleanLiteral literal => new CValue(
                PythonKind.Boolean,
                "_Bool",
                literal.Value ? "1" : "0"
            ),
            NoneLiteral => new CNone(),
            NameExpression { Refers: NameKind.Variable } name => Variable(name.Name),
            MemberExpression member => Member(member),
            IndexExpression index => Index(index),
            SliceExpression slice => Slice(slice),
            CallExpression call => Call(call),
            TupleExpression tuple => new CSequence(true, [.. tuple.Items.Select(Evaluate)]),
            ListExpression list => new CSequence(false, [.. list.Items.Select(Evaluate)]),
            IdentityExpression => throw new InexpressibleException("C objects have no identity"),
            _ => throw new InexpressibleException("C has no value for a name of Python's"),
        };

    private COperand Variable(string name)
    {
        if (_callback?.Names.TryGetValue(name, out var parameter) == true)
        {
            return parameter;
        }
        if (_callback is not null && _bindings.GetValueOrDefault(name) > 1)
        {
            throw new InexpressibleException(
                $"{name} is bound more than once, and a callback sees the latest"
            );
        }
        return _variables.TryGetValue(name, out var operand)
            ? operand is CUnknown unknown
                ? throw new InexpressibleException(unknown.Reason)
                : operand
            : throw new InexpressibleException($"{name} is not bound yet");
    }

    private CObject Object(Expression expression, string action) =>
        Evaluate(expression) as CObject
        ?? throw new InexpressibleException($"{action} needs an object in memory");

    /// <summary>What reading a place of this type yields: a scalar is unboxed, everything else aliases.</summary>
    private COperand Read(CLoweredType type, string lvalue, bool isReversed = false) =>
        type is CScalarType { Subclass: null } scalar
            ? Temporary(scalar.Info.Kind, scalar.Info.C, lvalue)
            : new CObject(type, lvalue, isReversed);

    private CValue Temporary(PythonKind kind, string type, string expression)
    {
        var name = NewName("t");
        // Python copies a string when it reads it; later writes through the pointer are not seen.
        Emit(
            kind == PythonKind.String
                ? $"{type} {name} = truth_string({expression});"
                : $"{type} {name} = {expression};"
        );
        return new CValue(kind, type, name);
    }

    /// <summary>A field of characters is read as bytes, a copy; only elsewhere is such an array an object.</summary>
    private CValue Characters(string lvalue)
    {
        var name = NewName("t");
        Emit($"char *{name} = truth_characters({lvalue}, sizeof {lvalue});");
        return new CValue(PythonKind.String, "char *", name);
    }

    private COperand Member(MemberExpression member)
    {
        var target = Object(member.Target, $".{member.Member}");
        switch (target.Type, member.Member)
        {
            case (CAggregateType aggregate, var name):
                var field = _types.Field(aggregate, name);
                var lvalue = $"{target.LValue}.{field.Path}";
                if (
                    field.IsReversed
                    && field.Type
                        is not (CScalarType { Subclass: null } or CArrayType or CAggregateType)
                )
                {
                    throw new InexpressibleException(
                        "C has no pointer to a field of the other byte order"
                    );
                }
                if (field.Type is CArrayType { IsCharacters: true })
                {
                    return Characters(lvalue);
                }
                if (
                    field.Type is CArrayType
                    {
                        Element: CScalarType { Subclass: null, Info.C: "wchar_t" },
                    }
                )
                {
                    throw new InexpressibleException("Python converts wide strings itself");
                }
                return Read(
                    field.Type,
                    lvalue,
                    field.IsReversed && field.Type is CArrayType { Element: not CAggregateType }
                );
            case (CPointerType pointer, "contents"):
                return Pointed(pointer, target, "0");
            case (CScalarType scalar, "value"):
                return Temporary(scalar.Info.Kind, scalar.Info.C, target.LValue);
            default:
                throw new InexpressibleException($".{member.Member} is Python's");
        }
    }

    /// <summary>The object that a pointer leads to now; the pointer may be moved later, so its value is latched.</summary>
    private CObject Pointed(CPointerType pointer, CObject slot, string offset)
    {
        var name = NewName("t");
        Emit($"{_types.Complete(pointer.Target)} *{name} = {slot.LValue} + {offset};");
        return new CObject(pointer.Target, $"(*{name})");
    }

    private COperand Index(IndexExpression expression)
    {
        var target = Object(expression.Target, "an index");
        if (Evaluate(expression.Index) is not CIntegerLiteral { Value: var index })
        {
            throw new InexpressibleException("an index that is no literal may be out of range");
        }
        switch (target.Type)
        {
            case CArrayType array:
                return Element(target, array, InRange(index, array.Length));
            case CPointerType pointer:
                var pointed = Pointed(
                    pointer,
                    target,
                    index.ToString(CultureInfo.InvariantCulture)
                );
                return Read(pointer.Target, pointed.LValue);
            default:
                throw new InexpressibleException($"C does not index a {target.Type.Key}");
        }
    }

    private COperand Element(CObject target, CArrayType array, int index) =>
        Read(
            array.Element,
            $"{target.LValue}[{index}]",
            target.IsReversed && array.Element is CArrayType
        );

    private static int InRange(BigInteger index, int length)
    {
        var position = index < 0 ? index + length : index;
        return position >= 0 && position < length
            ? (int)position
            : throw new InexpressibleException($"{index} is outside of an array of {length}");
    }

    /// <summary>A slice of an array with literal bounds: the list of its elements.</summary>
    private CSequence Slice(SliceExpression slice)
    {
        var target = Object(slice.Target, "a slice");
        if (target.Type is not CArrayType array)
        {
            throw new InexpressibleException("a slice of a pointer has no end in C");
        }
        if (array.Element is CScalarType { Subclass: null, Info.C: "char" or "wchar_t" })
        {
            throw new InexpressibleException("Python makes a string of a slice of characters");
        }
        var stride = Bound(slice.Stride) ?? 1;
        if (stride == 0)
        {
            throw new InexpressibleException("a slice's stride is not zero");
        }
        // Python's own rule: the defaults depend on the direction, and bounds are clamped.
        var (least, most) = stride > 0 ? (0, array.Length) : (-1, array.Length - 1);
        int Clamp(int? bound, int otherwise) =>
            bound is not { } b ? otherwise : Math.Clamp(b < 0 ? b + array.Length : b, least, most);
        var start = Clamp(Bound(slice.Start), stride > 0 ? least : most);
        var stop = Clamp(Bound(slice.Stop), stride > 0 ? most : least);
        var items = ImmutableArray.CreateBuilder<COperand>();
        for (var i = start; stride > 0 ? i < stop : i > stop; i += stride)
        {
            items.Add(Element(target, array, i));
        }
        return new CSequence(false, items.ToImmutable());
    }

    private static int? Bound(Expression? expression) =>
        expression switch
        {
            null => null,
            IntegerLiteral { Value: var value } when BigInteger.Abs(value) <= int.MaxValue =>
                (int)value,
            _ => throw new InexpressibleException("a bound that is no literal"),
        };

    private COperand Call(CallExpression call)
    {
        switch (call.Callee)
        {
            case NameExpression { Refers: NameKind.Operation } operation:
                return Operation(operation.Name, call.Arguments);
            case NameExpression { Refers: NameKind.Type } type:
                return Construct(_types.Resolve(type.Name), [.. call.Arguments.Select(Evaluate)]);
            case NameExpression { Refers: NameKind.Function } fixture:
                return CallFixture(fixture.Name, call.Arguments);
            case MemberExpression
            {
                Target: NameExpression { Refers: NameKind.Type } type,
                Member: var method,
            }:
                return TypeMethod(_types.Resolve(type.Name), method, call.Arguments);
            default:
                return Object(call.Callee, "a call") is { Type: CFunctionType function } callee
                    ? CallPointer(callee, function, call.Arguments)
                    : throw new InexpressibleException("C calls functions only");
        }
    }

    private COperand Operation(string name, ImmutableArray<Expression> arguments)
    {
        switch (name)
        {
            case "sizeof":
                return Temporary(
                    PythonKind.Integer,
                    "size_t",
                    $"sizeof({_types.Complete(TypeOf(arguments[0]))})"
                );
            case "alignment":
                return Temporary(
                    PythonKind.Integer,
                    "size_t",
                    $"_Alignof({_types.Complete(TypeOf(arguments[0]))})"
                );
            case "length" when TypeOf(arguments[0]) is CArrayType array:
                return new CIntegerLiteral(array.Length);
            case "pointer":
                var target = Object(arguments[0], "pointer()");
                var pointer = New(new CPointerType(target.Type));
                Emit($"{pointer.LValue} = {target.Address};");
                return pointer;
            case "byref" when arguments.Length == 1:
                var referred = Object(arguments[0], "byref()");
                return new CReference(referred.Type, referred.Address);
            case "null" when TypeOf(arguments[0]) is (CPointerType or CFunctionType) and var type:
                return New(type);
            case "isnull"
                when Object(arguments[0], "isnull()")
                    is { Type: CPointerType or CFunctionType } slot:
                return Temporary(PythonKind.Boolean, "_Bool", $"{slot.LValue} == 0");
            case "cast":
                return Cast(Object(arguments[0], "cast()"), TypeOf(arguments[1]));
            case "buffer":
                return Buffer(arguments);
            case "memset"
                when Evaluate(arguments[1]) is CIntegerLiteral value
                    && Evaluate(arguments[2]) is CIntegerLiteral size:
                Emit(
                    $"memset({Memory(arguments[0])}, {IntegerText(value.Value)}, {IntegerText(size.Value)});"
                );
                return new CUnknown("an address is never shown");
            case "memmove" when Evaluate(arguments[2]) is CIntegerLiteral size:
                var source = Memory(arguments[1]);
                Emit($"memmove({Memory(arguments[0])}, {source}, {IntegerText(size.Value)});");
                return new CUnknown("an address is never shown");
            default:
                throw new InexpressibleException($"C has no {name}()");
        }
    }

    private CLoweredType TypeOf(Expression expression) =>
        expression is NameExpression { Refers: NameKind.Type } name
            ? _types.Resolve(name.Name)
            : Object(expression, "a type").Type;

    /// <summary>What memmove and memset take: where an object lies, or where a pointer leads to.</summary>
    private string Memory(Expression expression) =>
        Evaluate(expression) switch
        {
            CObject { Type: CPointerType } pointer => pointer.LValue,
            CObject { Type: CArrayType or CAggregateType } data => data.Address,
            CReference reference => reference.Address,
            _ => throw new InexpressibleException("C copies between objects in memory only"),
        };

    private CObject Cast(CObject source, CLoweredType type)
    {
        var address = source.Type switch
        {
            CPointerType or CFunctionType or CScalarType { Info.C: "void *" } => source.LValue,
            CArrayType => source.Address,
            _ => throw new InexpressibleException("C casts pointers and arrays"),
        };
        if (type is not (CPointerType or CFunctionType or CScalarType { Info.Label: "P8" }))
        {
            throw new InexpressibleException("C casts to pointers");
        }
        var result = New(type);
        Emit($"{result.LValue} = ({_types.CName(type)})(void *){address};");
        return result;
    }

    private CObject Buffer(ImmutableArray<Expression> arguments)
    {
        var initial = Evaluate(arguments[0]);
        var length = initial switch
        {
            CBytesLiteral bytes when arguments.Length == 1 => bytes.Value.Length + 1,
            CIntegerLiteral { Value: var size } when arguments.Length == 1 && size >= 0 =>
                (int)size,
            CBytesLiteral
                when arguments.Length == 2
                    && Evaluate(arguments[1]) is CIntegerLiteral { Value: var size } => (int)size,
            _ => throw new InexpressibleException("a buffer of unknown size"),
        };
        var buffer = New(
            new CArrayType(new CScalarType(CScalarInfo.ByKeyword["char"], null), length)
        );
        if (initial is CBytesLiteral literal)
        {
            StoreFreshCharacters(buffer.LValue, length, literal.Value);
        }
        return buffer;
    }

    private CObject TypeMethod(
        CLoweredType type,
        string method,
        ImmutableArray<Expression> arguments
    )
    {
        switch (method)
        {
            case "from_buffer"
                when arguments.Length == 1
                    && Object(arguments[0], method) is var source
                    && source.Type.Key == type.Key:
                return source;
            case "from_buffer_copy"
                when arguments.Length == 1
                    && Object(arguments[0], method) is var source
                    && source.Type.Key == type.Key:
                var copy = New(type);
                Emit($"memcpy({copy.Address}, {source.Address}, sizeof {copy.LValue});");
                return copy;
            case "in_dll" when Evaluate(arguments[^1]) is CTextLiteral symbol:
                return new CObject(type, GlobalVariable(type, symbol.Value));
            default:
                throw new InexpressibleException($"C has no {method}()");
        }
    }
}
