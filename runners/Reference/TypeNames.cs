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
        _declared.TryGetValue(type, out var name) ? name
        : IsPlainScalar(type)
            ? string.Create(CultureInfo.InvariantCulture, $"{type.Code}{type.Size}")
        : type.Kind switch
        {
            TypeKind.Array => string.Create(
                CultureInfo.InvariantCulture,
                $"{Of(type.Element!)}[{type.Length}]"
            ),
            TypeKind.Pointer when type.Element is not null => $"{Of(type.Element)}*",
            _ => type.Name,
        };

    /// <summary>A simple type whose value is an address, or an object that only this process knows.</summary>
    public static bool IsAddressLike(CtypesType type) => type.Code is 'z' or 'Z' or 'P' or 'O';

    // A subclass made by Python's class statement has a name of its own.
    private static bool IsPlainScalar(CtypesType type) =>
        type.Kind == TypeKind.Simple && !type.IsBoxedSimple;
}
