using System.Diagnostics;

namespace Touchstone.Ffi.Types;

/// <summary>Types as messages write them: read from left to right, as the case language does (<c>int[3]*</c>).</summary>
internal static class CTypeText
{
    public static string Of(CType type) =>
        type switch
        {
            CVoid or CAggregate => type.ToString(),
            CScalar scalar => Of(scalar.Kind),
            CPointer pointer => Of(pointer.Target) + "*",
            CArray array => $"{Of(array.Element)}[{array.Length}]",
            CFunction function => Of(function),
            _ => throw new UnreachableException($"no text for {type.GetType().Name}"),
        };

    private static string Of(CFunction function)
    {
        var parameters = function.Parameters.Select(Of);
        if (function.IsVariadic)
        {
            parameters = parameters.Append("...");
        }
        return $"{Of(function.Result)}({string.Join(", ", parameters)})";
    }

    private static string Of(ScalarKind kind) =>
        kind switch
        {
            ScalarKind.Char => "char",
            ScalarKind.Bool => "bool",
            ScalarKind.WChar => "wchar_t",
            ScalarKind.SignedChar => "signed char",
            ScalarKind.UnsignedChar => "unsigned char",
            ScalarKind.Short => "short",
            ScalarKind.UnsignedShort => "unsigned short",
            ScalarKind.Int => "int",
            ScalarKind.UnsignedInt => "unsigned int",
            ScalarKind.Long => "long",
            ScalarKind.UnsignedLong => "unsigned long",
            ScalarKind.LongLong => "long long",
            ScalarKind.UnsignedLongLong => "unsigned long long",
            ScalarKind.Int128 => "__int128",
            ScalarKind.UInt128 => "unsigned __int128",
            ScalarKind.Int8 => "int8_t",
            ScalarKind.UInt8 => "uint8_t",
            ScalarKind.Int16 => "int16_t",
            ScalarKind.UInt16 => "uint16_t",
            ScalarKind.Int32 => "int32_t",
            ScalarKind.UInt32 => "uint32_t",
            ScalarKind.Int64 => "int64_t",
            ScalarKind.UInt64 => "uint64_t",
            ScalarKind.Size => "size_t",
            ScalarKind.SignedSize => "ssize_t",
            ScalarKind.Float => "float",
            ScalarKind.Double => "double",
            ScalarKind.LongDouble => "long double",
            ScalarKind.ComplexFloat => "float _Complex",
            ScalarKind.ComplexDouble => "double _Complex",
            ScalarKind.ComplexLongDouble => "long double _Complex",
            _ => throw new UnreachableException($"no text for {kind}"),
        };
}
