using System.Globalization;
using Touchstone.Ctypes;

namespace Touchstone.Reference;

/// <summary>What observations call a type: the same on every runtime, whatever its classes are called there.</summary>
internal sealed class TypeNames
{
    private readonly Dictionary<CtypesType, string> _declared = [];

    /// <summary>Remembers a case's own name for a type. The first one stays; a plain scalar never takes one.</summary>
    public void Declare(CtypesType type, string name)
    {
        if (!IsPlainScalar(type))
            _declared.TryAdd(type, name);
    }

    public string Of(CtypesType type) =>
        IsPlainScalar(type)
            ? string.Create(CultureInfo.InvariantCulture, $"{Letter(type)}{type.Size}")
        : _declared.TryGetValue(type, out var name) ? name
        : type.Kind switch
        {
            TypeKind.Array => string.Create(
                CultureInfo.InvariantCulture,
                $"{Of(type.Element!)}[{type.Length}]"
            ),
            TypeKind.Pointer when type.Element is not null => $"{Of(type.Element)}*",
            TypeKind.Function => "fn",
            _ => type.Name,
        };

    /// <summary>What <c>typeof</c> answers.</summary>
    public string Of(Value value) =>
        value.Kind switch
        {
            ValueKind.Data => Of(value.As<CData>().Type),
            ValueKind.None => "none",
            ValueKind.Text => "text",
            _ => value.ClassName,
        };

    /// <summary>How 3.15 calls the complex types; 3.14 still has letters of their own.</summary>
    private static string Letter(CtypesType type) =>
        type.Code switch
        {
            'F' => "Zf",
            'D' => "Zd",
            'G' => "Zg",
            var code => code.ToString(),
        };

    /// <summary>A simple type whose value is an address, or an object that only this process knows.</summary>
    public static bool IsAddressLike(CtypesType type) => type.Code is 'z' or 'Z' or 'P' or 'O';

    // A subclass made by Python's class statement has a name of its own.
    private static bool IsPlainScalar(CtypesType type) =>
        type.Kind == TypeKind.Simple && !type.IsBoxedSimple;
}
