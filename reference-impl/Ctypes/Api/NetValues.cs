using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace Touchstone.Ctypes;

/// <summary>C# values as the rules see them, and back. No rule of ctypes is here: only what a C# program calls things.</summary>
internal static class NetValues
{
    /// <summary>A C# value for a place of a type.</summary>
    /// <param name="target">Null where nothing is declared.</param>
    /// <exception cref="PythonException"><c>TypeError</c>: nothing in C corresponds to it.</exception>
    public static Value ToValue(object? value, CtypesType? target, TypeSet types) =>
        value switch
        {
            null => Value.None,
            Value known => known,
            CData or CtypesType or CArgument or PyBytes or PyText or PyByteArray or PyTuple =>
                Value.Of(value),
            bool truth => truth,
            string text => OfText(text, target),
            char character => OfCharacter(character, target),
            byte[] bytes
                when target is not { Kind: TypeKind.Array or TypeKind.Pointer } || IsText(target) =>
                Value.Of(bytes.AsSpan()),
            float real => (double)real,
            double real => real,
            Complex complex => complex,
            BigInteger integer => integer,
            Int128 integer => (BigInteger)integer,
            UInt128 integer => (BigInteger)integer,
            ulong integer => integer,
            nuint integer => (ulong)integer,
            nint integer => (long)integer,
            Enum constant => ToValue(
                Convert.ChangeType(constant, constant.GetTypeCode(), CultureInfo.InvariantCulture),
                target,
                types
            ),
            sbyte or byte or short or ushort or int or uint or long => Convert.ToInt64(
                value,
                CultureInfo.InvariantCulture
            ),
            Delegate function => CtypesSession
                .Of(types)
                .BindCallback(target is { Kind: TypeKind.Function } ? target : null, function),
            CCallback callback => callback.Pointer,
            IList items => OfItems(items, target, types),
            _ => throw new PythonException(
                ErrorKind.TypeError,
                $"a {value.GetType().Name} has no counterpart in C"
            ),
        };

    /// <summary>What a value read from a place of a type is in C#: the type of that width, a string for text, else the object.</summary>
    public static object? ToNet(Value value, CtypesType? type) =>
        // Boxed one by one: the arms of a switch would else be made numbers of one type.
        value.Kind switch
        {
            ValueKind.None => type is { Code: 'P' } ? (object)(nint)0 : null,
            ValueKind.Boolean => value.AsBoolean(),
            ValueKind.Integer => ToInteger(value, type),
            ValueKind.Real => type is { Code: 'f' }
                ? (object)(float)value.AsReal()
                : value.AsReal(),
            ValueKind.Complex => value.AsComplex(),
            ValueKind.Bytes when type is { Kind: TypeKind.Simple, Code: 'c' } => value
                .As<PyBytes>()
                .Content[0],
            ValueKind.Bytes => Encoding.UTF8.GetString(value.As<PyBytes>().Content),
            ValueKind.Text => value.As<PyText>().ToString(),
            ValueKind.List => value
                .As<PyList>()
                .Items.ConvertAll(item => ToNet(item, type?.Element))
                .ToArray(),
            _ => value.As<object>(),
        };

    private static object ToInteger(Value value, CtypesType? type)
    {
        var integer = value.AsInteger();
        return type?.Code switch
        {
            'b' => (object)(sbyte)integer,
            'B' => (object)(byte)integer,
            'h' => (object)(short)integer,
            'H' => (object)(ushort)integer,
            'i' => (object)(int)integer,
            'I' => (object)(uint)integer,
            'l' or 'q' when type.Size == sizeof(int) => (object)(int)integer,
            'L' or 'Q' when type.Size == sizeof(int) => (object)(uint)integer,
            'L' or 'Q' => (object)(ulong)integer,
            'P' => (nint)(long)(ulong)integer,
            _ => integer >= long.MinValue && integer <= long.MaxValue
                ? (long)integer
                : (object)integer,
        };
    }

    private static bool IsText(CtypesType type) =>
        type.Kind == TypeKind.Array && Ops<NetHost, Value>.IsText(type, out _);

    private static bool IsWide(CtypesType? target) =>
        target?.Kind switch
        {
            TypeKind.Simple => target.Code is 'u' or 'Z',
            TypeKind.Array => target.Element is { Kind: TypeKind.Simple, Code: 'u' },
            _ => false,
        };

    // ctypes takes bytes for char and str for wchar_t; a C# program has one kind of text, and C's is UTF-8.
    private static Value OfText(string text, CtypesType? target) =>
        IsWide(target) || target is { Code: 'O' }
            ? Value.Of(text)
            : Value.Of(Encoding.UTF8.GetBytes(text).AsSpan());

    private static Value OfCharacter(char character, CtypesType? target) =>
        target is { Kind: TypeKind.Simple, Code: 'c' or 'u' } or { Kind: TypeKind.Array }
            ? OfText(character.ToString(), target)
            : (int)character;

    /// <summary>An array's items where an array is wanted; where a pointer is, a new array that it keeps alive.</summary>
    private static Value OfItems(IList items, CtypesType? target, TypeSet types)
    {
        if (target is not { Kind: TypeKind.Array or TypeKind.Pointer, Element: { } element })
        {
            throw new PythonException(
                ErrorKind.TypeError,
                $"a {items.GetType().Name} fits an array or a pointer, not {target?.Name ?? "an undeclared place"}"
            );
        }
        var values = new Value[items.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = ToValue(items[i], element, types);
        if (target.Kind == TypeKind.Array)
            return new PyTuple([.. values]);
        _ = Calls.Construct(
            types.Array(element, values.Length),
            values,
            keywords: [],
            out var made
        );
        return made;
    }
}
