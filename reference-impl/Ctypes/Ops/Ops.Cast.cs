using System.Runtime.CompilerServices;

namespace Touchstone.Ctypes;

// pointer, byref and cast.
public static unsafe partial class Ops<H, R>
{
    /// <summary><c>pointer(target)</c>.</summary>
    public static bool Pointer(R target, out R pointer)
    {
        pointer = H.None;
        if (H.KindOf(target) != ValueKind.Data)
            return H.Raise(ErrorKind.TypeError, "_type_ must have storage info");
        var type = H.TypeOf(target);
        return H.Construct(type.Types.Pointer(type), [target], out pointer);
    }

    /// <summary><c>byref(target, offset)</c>.</summary>
    /// <param name="offset">Bytes.</param>
    public static bool ByReference(R target, nint offset, out R argument)
    {
        argument = H.None;
        if (H.KindOf(target) != ValueKind.Data)
        {
            return H.Raise(
                ErrorKind.TypeError,
                $"byref() argument must be a ctypes instance, not '{H.ClassNameOf(target)}'"
            );
        }
        argument = H.NewArgument(AddressSlot(H.AddressOf(target) + offset, target));
        return true;
    }

    /// <summary><c>cast(source, type)</c>: a pointer of another type to the same place.</summary>
    /// <remarks>
    /// It shares the container of what the source keeps alive, the very same one, and adds the source to it. A source that is no
    /// ctypes object is not kept alive.
    /// </remarks>
    /// <param name="types">The types of the session, for the rules of a <c>void*</c> argument.</param>
    public static bool Cast(TypeSet types, R source, R target, out R pointer)
    {
        ArgumentNullException.ThrowIfNull(types);
        pointer = H.None;
        var scratch = stackalloc byte[ScratchSize];
        if (!ConvertArgument(types, types["c_void_p"], source, 0, scratch, out var slot))
            return false;
        if (H.AsType(target) is not { IsAbstract: false } type || !IsPointerLike(type))
        {
            const string rule = "cast() argument 2 must be a pointer type";
            if (H.AsType(target) is { } refused)
                return H.Raise(ErrorKind.TypeError, $"{rule}, not {refused.Name}");
            return H.Raise(
                ErrorKind.TypeError,
                types.Profile.NamesRefusedCastTarget ? $"{rule}, not {H.ClassNameOf(target)}" : rule
            );
        }
        if (!H.Construct(type, [], out pointer))
            return false;
        if (H.KindOf(source) == ValueKind.Data && !ShareKept(source, pointer))
            return false;
        Unsafe.WriteUnaligned(H.AddressOf(pointer), (nint)slot.Bits);
        return true;
    }

    private static bool IsPointerLike(CtypesType type) =>
        type.Kind is TypeKind.Pointer or TypeKind.Function
        || (type.Kind == TypeKind.Simple && SimpleCode.IsAddress(type.Code));

    private static bool ShareKept(R source, R pointer)
    {
        _ = RootOf(source);
        // A part of another object has no container of its own, and so nothing to share.
        if (!H.KeptBy(source, out var kept))
            return true;
        if (H.KindOf(kept) == ValueKind.None)
        {
            kept = H.NewDictionary();
            H.SetKept(source, kept);
        }
        H.SetKept(pointer, kept);
        return H.KindOf(kept) != ValueKind.Dictionary || H.SetDictionaryItem(kept, source);
    }
}
