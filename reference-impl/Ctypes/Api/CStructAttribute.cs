using Touchstone.Ffi.Types;

namespace Touchstone.Ctypes;

/// <summary>A C# class or struct that declares a C struct: its fields, in their order, are C's.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public class CStructAttribute : Attribute
{
    /// <summary>C's tag; null for the C# type's own name.</summary>
    public string? Name { get; init; }

    /// <summary>Bytes that no field is aligned beyond (<c>_pack_</c>); 0 for no limit.</summary>
    public int Pack { get; init; }

    /// <summary>Bytes that the type is aligned to at least (<c>_align_</c>); 0 for no demand.</summary>
    public int Align { get; init; }

    /// <summary>Of the scalars in it.</summary>
    public ByteOrder ByteOrder { get; init; }

    /// <summary><c>gcc-sysv</c> or <c>ms</c>; null for the ABI's own rules.</summary>
    public string? Layout { get; init; }
}

/// <summary>A C# class or struct that declares a C union: every field at offset 0 (<c>[FieldOffset(0)]</c> in a struct).</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class CUnionAttribute : CStructAttribute;

/// <summary>What a C# field's own type does not say of a C field.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class CFieldAttribute : Attribute
{
    /// <summary>C's name; null for the C# field's own.</summary>
    public string? Name { get; init; }

    /// <summary>ctypes' name of the type, such as <c>c_wchar</c>; null for the one that the C# type stands for.</summary>
    public string? Type { get; init; }

    /// <summary>The width of a bit-field, in bits; 0 for a plain field.</summary>
    public int Bits { get; init; }

    /// <summary>Of a C# array: how many elements the C array has.</summary>
    public int Length { get; init; }

    /// <summary>Whether C has a pointer to the type here, and not the type itself.</summary>
    public bool IsPointer { get; init; }

    /// <summary>Whether the members of this struct or union are reached without it: C11's anonymous member.</summary>
    public bool IsAnonymous { get; init; }
}
