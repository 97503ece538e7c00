using System.Runtime.CompilerServices;
using Touchstone.Ffi.Types;

namespace Touchstone.Ctypes;

// from_param: what each type takes as an argument.
public static unsafe partial class Ops<H, R>
{
    /// <summary>Bytes for a value that does not fit a slot: a complex long double.</summary>
    internal const int ScratchSize = 32;

    private const string AsParameter = "_as_parameter_";

    private static readonly CType AddressType = new CPointer(CVoid.Instance);
    private static readonly CType IntType = new CScalar(ScalarKind.Int);

    /// <summary><c>type.from_param(value)</c>.</summary>
    public static bool FromParam(CtypesType type, R value, out R parameter)
    {
        ArgumentNullException.ThrowIfNull(type);
        var scratch = stackalloc byte[ScratchSize];
        parameter = H.None;
        if (!ToParameter(type, value, scratch, out var slot))
            return false;
        parameter = slot.IsSource ? slot.Source : H.NewArgument(slot);
        return true;
    }

    /// <param name="scratch">Lives until the call has ended.</param>
    private static bool ToParameter(
        CtypesType type,
        R value,
        byte* scratch,
        out ArgumentSlot<R> slot
    ) =>
        type switch
        {
            { Kind: TypeKind.Pointer } => ToPointerParameter(type, value, scratch, out slot),
            { Kind: TypeKind.Simple, Code: 'z' or 'Z' } => ToTextParameter(
                type,
                value,
                scratch,
                out slot
            ),
            { Kind: TypeKind.Simple, Code: 'P' } => ToAddressParameter(
                type,
                value,
                scratch,
                out slot
            ),
            { Kind: TypeKind.Simple } => ToSimpleParameter(type, value, scratch, out slot),
            _ => ToInstanceParameter(type, value, scratch, out slot),
        };

    /// <summary>An instance of the very type, or a <c>byref</c> of one of its element.</summary>
    private static bool ToInstanceParameter(
        CtypesType type,
        R value,
        byte* scratch,
        out ArgumentSlot<R> slot
    )
    {
        slot = default;
        var kind = H.KindOf(value);
        if (kind == ValueKind.Data && H.TypeOf(value).IsSubclassOf(type))
        {
            slot = SlotOf(value);
            return true;
        }
        if (kind == ValueKind.Argument)
        {
            slot = Unpack(value, scratch, out var source);
            if (
                type.Element is { } element
                && H.KindOf(source) == ValueKind.Data
                && H.TypeOf(source).IsSubclassOf(element)
            )
                return true;
            return H.Raise(
                ErrorKind.TypeError,
                $"expected {type.Name} instance instead of pointer to {H.ClassNameOf(source)}"
            );
        }
        // What stands for a pointer must be one: the further conversions of POINTER(T) are over.
        return FollowAsParameter(type, value, isInstance: true, scratch, out slot) switch
        {
            Lookup.Found => true,
            Lookup.Failed => false,
            _ => H.Raise(
                ErrorKind.TypeError,
                $"expected {type.Name} instance instead of {H.ClassNameOf(value)}"
            ),
        };
    }

    /// <summary>Converts <c>_as_parameter_</c> of a value instead of the value.</summary>
    /// <param name="isInstance">Whether only an instance will do.</param>
    /// <returns>Whether there is one, and whether it converted.</returns>
    private static Lookup FollowAsParameter(
        CtypesType type,
        R value,
        bool isInstance,
        byte* scratch,
        out ArgumentSlot<R> slot
    )
    {
        slot = default;
        var found = H.Find(value, AsParameter, out var parameter);
        if (found != Lookup.Found)
            return found;
        if (!AsParameterChain.TryEnter())
        {
            _ = RaiseTooDeep();
            return Lookup.Failed;
        }
        try
        {
            var worked = isInstance
                ? ToInstanceParameter(type, parameter, scratch, out slot)
                : ToParameter(type, parameter, scratch, out slot);
            return worked ? Lookup.Found : Lookup.Failed;
        }
        finally
        {
            AsParameterChain.Leave();
        }
    }

    private static bool RaiseTooDeep() =>
        H.Raise(
            ErrorKind.RecursionError,
            $"maximum recursion depth exceeded while processing {AsParameter}"
        );

    /// <summary>Besides instances: NULL, what the pointer can point to (passed by reference), and arrays of that.</summary>
    private static bool ToPointerParameter(
        CtypesType type,
        R value,
        byte* scratch,
        out ArgumentSlot<R> slot
    )
    {
        slot = default;
        if (H.KindOf(value) == ValueKind.None)
        {
            slot = AddressSlot(null, value) with { IsSource = true };
            return true;
        }
        if (type.Element is null && type.Profile.RefusesPointersToNothing)
        {
            return H.Raise(
                ErrorKind.TypeError,
                "cannot convert argument: POINTER _type_ type is not set"
            );
        }
        if (H.KindOf(value) == ValueKind.Data && type.Element is { } element)
        {
            var given = H.TypeOf(value);
            if (given.IsSubclassOf(element))
            {
                slot = AddressSlot(H.AddressOf(value), value);
                return true;
            }
            if (
                given.Kind is TypeKind.Pointer or TypeKind.Array
                && given.Element?.IsSubclassOf(element) == true
            )
            {
                slot = SlotOf(value);
                return true;
            }
        }
        return ToInstanceParameter(type, value, scratch, out slot);
    }

    /// <summary><c>char*</c> and <c>wchar_t*</c>: NULL, Python's own text, and arrays, pointers and references of characters.</summary>
    private static bool ToTextParameter(
        CtypesType type,
        R value,
        byte* scratch,
        out ArgumentSlot<R> slot
    )
    {
        slot = default;
        var character = type.Code == 'z' ? 'c' : 'u';
        switch (H.KindOf(value))
        {
            case ValueKind.None:
                slot = AddressSlot(null, value) with { IsSource = true };
                return true;
            case ValueKind.Bytes when type.Code == 'z':
            case ValueKind.Text when type.Code == 'Z':
                slot = TextSlot(value);
                return true;
            case ValueKind.Data when IsText(H.TypeOf(value)):
                slot = SlotOf(value);
                return true;
            case ValueKind.Argument:
                slot = Unpack(value, scratch, out var source);
                if (
                    H.KindOf(source) == ValueKind.Data
                    && H.TypeOf(source) is { Kind: TypeKind.Simple } pointed
                    && pointed.Code == character
                )
                    return true;
                break;
        }
        return ToParameterOrRaise(type, value, scratch, out slot);

        bool IsText(CtypesType given) =>
            given.IsSubclassOf(type)
            || (
                given is { Kind: TypeKind.Array or TypeKind.Pointer, Element: { } element }
                && element.Kind == TypeKind.Simple
                && element.Code == character
            );
    }

    /// <summary><c>void*</c>: any address, and what has one; of ctypes' objects those that are pointers, or decay to one.</summary>
    private static bool ToAddressParameter(
        CtypesType type,
        R value,
        byte* scratch,
        out ArgumentSlot<R> slot
    )
    {
        slot = default;
        switch (H.KindOf(value))
        {
            case ValueKind.None:
                slot = AddressSlot(null, value) with { IsSource = true };
                return true;
            case ValueKind.Integer or ValueKind.Boolean:
                if (!H.ToBits(value, out var bits, out _))
                    return false;
                slot = AddressSlot((void*)bits, H.None);
                return true;
            case ValueKind.Bytes or ValueKind.Text:
                slot = TextSlot(value);
                return true;
            case ValueKind.Argument:
                slot = Unpack(value, scratch, out _);
                if (slot.Code == 'P')
                    return true;
                break;
            case ValueKind.Data:
                var given = H.TypeOf(value);
                if (given.IsSubclassOf(type) || given.Kind is TypeKind.Pointer or TypeKind.Array)
                {
                    slot = SlotOf(value);
                    return true;
                }
                if (
                    given.Kind == TypeKind.Function
                    || given is { Kind: TypeKind.Simple, Code: 'z' or 'Z' }
                )
                {
                    slot = AddressSlot(*(void**)H.AddressOf(value), value);
                    return true;
                }
                break;
        }
        return ToParameterOrRaise(type, value, scratch, out slot);
    }

    /// <summary>The other simple types: an instance, or what can be assigned to one.</summary>
    private static bool ToSimpleParameter(
        CtypesType type,
        R value,
        byte* scratch,
        out ArgumentSlot<R> slot
    )
    {
        slot = default;
        if (H.KindOf(value) == ValueKind.Data && H.TypeOf(value).IsSubclassOf(type))
        {
            slot = SlotOf(value);
            return true;
        }
        // A plain value travels in the machine's byte order, whatever the parameter's: that is of objects in memory.
        type = type.IsSwapped ? type.OtherEndian! : type;
        PythonException? thrown = null;
        try
        {
            if (SetScalar(type, scratch, value, out var kept))
            {
                slot = new(type.Code, type.CType, BitsOf(type, scratch), kept);
                return true;
            }
        }
        catch (PythonException error)
        {
            thrown = error;
        }
        var refusal = H.TakeError(thrown);
        return FollowAsParameter(type, value, isInstance: false, scratch, out slot) switch
        {
            Lookup.Found => true,
            Lookup.Failed => false,
            _ when type.Profile.ExplainsRefusedNumbers => H.RestoreError(refusal),
            _ => H.Raise(ErrorKind.TypeError, "wrong type"),
        };
    }

    private static bool ToParameterOrRaise(
        CtypesType type,
        R value,
        byte* scratch,
        out ArgumentSlot<R> slot
    ) =>
        FollowAsParameter(type, value, isInstance: false, scratch, out slot) switch
        {
            Lookup.Found => true,
            Lookup.Failed => false,
            _ => H.Raise(
                ErrorKind.TypeError,
                type.Profile.ExplainsRefusedAddresses
                    ? $"'{H.ClassNameOf(value)}' object cannot be interpreted as ctypes.{type.Name}"
                    : "wrong type"
            ),
        };

    /// <summary>An object of ctypes as it travels: arrays decay to pointers, aggregates go by value.</summary>
    private static ArgumentSlot<R> SlotOf(R data)
    {
        var type = H.TypeOf(data);
        var address = H.AddressOf(data);
        return type.Kind switch
        {
            TypeKind.Simple => new(
                type.Code,
                type.CType,
                BitsOf(type, address),
                data,
                IsSource: true
            ),
            TypeKind.Array => new('P', AddressType, (ulong)address, data, IsSource: true),
            TypeKind.Structure or TypeKind.Union => new(
                'V',
                type.CType,
                (ulong)address,
                data,
                IsSource: true
            ),
            _ => new('P', AddressType, Unsafe.ReadUnaligned<ulong>(address), data, IsSource: true),
        };
    }

    /// <param name="source">What the argument object was made of.</param>
    private static ArgumentSlot<R> Unpack(R argument, byte* scratch, out R source)
    {
        var slot = H.ArgumentOf(argument, scratch);
        source = slot.Source;
        return slot with { Source = argument, IsSource = true };
    }

    private static ArgumentSlot<R> AddressSlot(void* address, R source) =>
        new('P', AddressType, (ulong)address, source);

    /// <summary>bytes: its own memory. Text: a copy that lives as long as the call.</summary>
    private static ArgumentSlot<R> TextSlot(R text)
    {
        if (H.KindOf(text) == ValueKind.Bytes)
            return new('z', AddressType, (ulong)H.BytesAt(text, out _), text);
        var keeper = WideCopy(text, out var address);
        return new('Z', AddressType, (ulong)address, keeper);
    }

    /// <summary>A simple type's bytes as a slot has them: the value, or its address if it does not fit.</summary>
    private static ulong BitsOf(CtypesType type, byte* address) =>
        type switch
        {
            { Code: 'g' } => (ulong)address,
            _ when SimpleCode.IsComplex(type.Code) => (ulong)address,
            { Size: 1 } => *address,
            { Size: 2 } => Unsafe.ReadUnaligned<ushort>(address),
            { Size: 4 } when SimpleCode.IsSigned(type.Code) => SignExtended(
                Unsafe.ReadUnaligned<uint>(address)
            ),
            { Size: 4 } => Unsafe.ReadUnaligned<uint>(address),
            _ => Unsafe.ReadUnaligned<ulong>(address),
        };
}
