using System.Globalization;

namespace Touchstone.Ctypes.Tests;

/// <summary>The form in which ask.py prints an answer.</summary>
internal static class AnswerForm
{
    public static string Of(PythonException error) => "raise " + string.Join('(', error.Classes);

    public static string Of(Value value, int depth = 4)
    {
        switch (value.Kind)
        {
            case ValueKind.None or ValueKind.Boolean:
                return value.ToString();
            case ValueKind.Integer:
                return $"int {value.AsInteger()}";
            case ValueKind.Real:
                return $"float {BitConverter.DoubleToUInt64Bits(value.AsReal()):x16}";
            case ValueKind.Complex:
                var complex = value.AsComplex();
                var (real, imaginary) = (
                    BitConverter.DoubleToUInt64Bits(complex.Real),
                    BitConverter.DoubleToUInt64Bits(complex.Imaginary)
                );
                return $"complex {real:x16}{imaginary:x16}";
            case ValueKind.Bytes:
                return $"bytes {Convert.ToHexStringLower(value.As<PyBytes>().Content)}";
            case ValueKind.ByteArray:
                return $"bytearray {Convert.ToHexStringLower(value.As<PyByteArray>().Content)}";
            case ValueKind.MemoryView:
                return $"memoryview {Convert.ToHexStringLower(value.As<PyMemoryView>().Content)}";
            case ValueKind.Text:
                var points = value.As<PyText>().CodePoints.ToArray();
                return "str "
                    + string.Join(
                        ' ',
                        points.Select(p => p.ToString("x", CultureInfo.InvariantCulture))
                    );
            case ValueKind.Tuple:
                return $"tuple({All(value.As<PyTuple>().Items, depth)})";
            case ValueKind.List:
                return $"list({All(value.As<PyList>().Items, depth)})";
            case ValueKind.Dictionary:
                return $"dict({Kept(value.As<PyDict>(), depth)})";
            case ValueKind.Type:
                return $"type {value.As<CtypesType>().Name}";
            case ValueKind.Argument:
                return "cparam";
            case ValueKind.Data:
                return OfData(value.As<CData>(), depth);
            case ValueKind.Other when value.TryAs<IAnswering>() is { } answering:
                return answering.Answer(depth);
            default:
                return value.TryAs<CtypesField>() is { } field
                    ? $"field {field.Offset} {field.Size}"
                    : "other";
        }
    }

    private static string All(IEnumerable<Value> values, int depth) =>
        string.Join(", ", values.Select(value => Of(value, depth)));

    private static string Kept(PyDict kept, int depth) =>
        string.Join(
            ", ",
            kept.Items.Select(item =>
                    (
                        Key: item.Key.Kind == ValueKind.Text ? $"key {item.Key}" : "identity",
                        item.Value
                    )
                )
                .OrderBy(item => item.Key, StringComparer.Ordinal)
                .Select(item => $"{item.Key}: {Of(item.Value, depth)}")
        );

    private static string OfData(CData data, int depth)
    {
        var type = data.Type;
        switch (type.Kind)
        {
            case TypeKind.Function:
                return $"function {Session(data).IsTrue(data)}";
            case TypeKind.Pointer:
                return $"pointer {type.Name} {Session(data).IsTrue(data)}";
            case TypeKind.Simple:
                var inner = Session(data).GetAttribute(data, "value");
                return type.Code is 'z' or 'Z' or 'P' or 'O'
                    ? $"simple {type.Name} {Session(data).IsTrue(inner)}"
                    : $"simple {type.Name} {Of(inner)}";
            case TypeKind.Array:
                var items = Enumerable
                    .Range(0, (int)type.Length)
                    .Select(i => Session(data).GetItem(data, i));
                return $"{type.Name}[{All(items, depth - 1)}]";
            default:
                var fields = type.Fields.Select(field =>
                    $"{field.Name}={Of(Session(data).GetAttribute(data, field.Name), depth - 1)}"
                );
                return $"{type.Name}({(depth == 0 ? "" : string.Join(", ", fields))})";
        }
    }

    // Reading needs no state of a session.
    private static CtypesSession Session(CData data) => new(data.Type.Profile);
}
