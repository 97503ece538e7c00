namespace Touchstone.Ctypes;

// ctypes objects, their memory, and what they keep alive.
internal readonly unsafe partial struct NetHost
{
    /// <summary>Up to this size CPython keeps the memory inside the object, where it outlives a resize.</summary>
    private const int InlineSize = 16;

    /// <summary>What a .NET array can hold, with room for alignment.</summary>
    private const int LargestSize = int.MaxValue - 4096;

    public static CtypesType TypeOf(Value data) => data.As<CData>().Type;

    public static byte* AddressOf(Value data) => data.As<CData>().Address;

    public static nint SizeOf(Value data) => data.As<CData>().Size;

    public static bool BaseOf(Value data, out Value owner)
    {
        owner = data.As<CData>().Base is { } @base ? @base : Value.None;
        return !owner.IsNone;
    }

    public static nint IndexOf(Value data) => data.As<CData>().Index;

    public static bool OwnsMemory(Value data) => data.As<CData>().OwnsMemory;

    public static bool Allocate(CtypesType type, out Value data)
    {
        data = Value.None;
        if (type.Size > LargestSize)
            return Raise(ErrorKind.MemoryError, "");
        var memory = OwnedMemory.Allocate(type.Size, type.Alignment, Poisons(type));
        data =
            type.Kind == TypeKind.Function
                ? new CFunctionPointer(type, memory.Address, type.Size)
                {
                    Memory = memory,
                    OwnsMemory = true,
                }
                : new CData(type, memory.Address, type.Size) { Memory = memory, OwnsMemory = true };
        return true;
    }

    public static bool Construct(CtypesType type, ReadOnlySpan<Value> arguments, out Value data) =>
        Calls.Construct(type, arguments, keywords: [], out data);

    public static bool View(CtypesType type, byte* address, Value owner, nint index, out Value data)
    {
        var @base = owner.As<CData>();
        data =
            type.Kind == TypeKind.Function
                ? new CFunctionPointer(type, address, type.Size) { Base = @base, Index = index }
            : @base.Type.Kind == TypeKind.Pointer && Session(type).Options.IsChecked
                ? new CPointee(type, address, type.Size)
                {
                    Base = @base,
                    Index = index,
                    Holder = MemoryGuard.Holder(@base, address, type.Size),
                }
            : new CData(type, address, type.Size) { Base = @base, Index = index };
        return true;
    }

    public static bool MayReach(Value holder, byte* address, nint start, nint size)
    {
        _ = MemoryGuard.Reach(holder.As<CData>(), address, start, size);
        return true;
    }

    public static bool MayReachText(Value holder, byte* address, int unit)
    {
        MemoryGuard.ReachText(holder.As<CData>(), address, unit);
        return true;
    }

    public static bool Borrow(CtypesType type, byte* address, out Value data)
    {
        data =
            type.Kind == TypeKind.Function
                ? new CFunctionPointer(type, address, type.Size)
                : new CData(type, address, type.Size);
        return true;
    }

    public static bool Reallocate(Value data, nint size)
    {
        var target = data.As<CData>();
        if (size <= InlineSize)
        {
            target.Size = size;
            return true;
        }
        if (size > LargestSize)
            return Raise(ErrorKind.MemoryError, "");
        var former = target.Memory;
        var memory = OwnedMemory.Allocate(size, target.Type.Alignment, Poisons(target.Type));
        var kept = nint.Min(target.Size, size);
        Buffer.MemoryCopy(target.Address, memory.Address, size, kept);
        // Views of the old memory stay behind; it is theirs until this object dies, so that they never reach into someone else's.
        target.Leave(former, isFreed: former.Size > InlineSize);
        target.Memory = memory;
        target.Address = memory.Address;
        target.Size = size;
        return true;
    }

    public static bool ReadBuffer(Value source, out byte* address, out nint length)
    {
        switch (source.Kind)
        {
            case ValueKind.Bytes:
                address = BytesAt(source, out length);
                return true;
            case ValueKind.ByteArray:
                address = source.As<PyByteArray>().Address;
                length = source.As<PyByteArray>().Length;
                return true;
            case ValueKind.MemoryView:
                address = source.As<PyMemoryView>().Address;
                length = source.As<PyMemoryView>().Length;
                return true;
            case ValueKind.Data:
                address = source.As<CData>().Address;
                length = source.As<CData>().Size;
                return true;
        }
        address = null;
        length = 0;
        return Raise(
            ErrorKind.TypeError,
            $"a bytes-like object is required, not '{source.ClassName}'"
        );
    }

    public static bool ExportBuffer(
        Value source,
        out Value view,
        out byte* address,
        out nint length,
        out bool isReadOnly
    )
    {
        var exported = PyMemoryView.Of(source);
        view = exported;
        address = exported.Address;
        length = exported.Length;
        isReadOnly = exported.IsReadOnly;
        return true;
    }

    public static Value ViewMemory(byte* address, nint length, bool isReadOnly) =>
        PyMemoryView.At(address, length, isReadOnly);

    public static bool FindOwn(Value data, string name, out Value value)
    {
        value = Value.None;
        return data.As<CData>().ExtraAttributes?.TryGetValue(name, out value) == true;
    }

    public static void SetOwn(Value data, string name, Value value) =>
        (data.As<CData>().ExtraAttributes ??= new(StringComparer.Ordinal))[name] = value;

    public static bool RemoveOwn(Value data, string name) =>
        data.As<CData>().ExtraAttributes?.Remove(name) == true;

    public static Value OwnAttributes(Value data)
    {
        var attributes = new PyDict();
        foreach (var (name, value) in data.As<CData>().ExtraAttributes ?? [])
            attributes[name] = value;
        return attributes;
    }

    public static bool UpdateOwn(Value data, Value attributes)
    {
        foreach (var (name, value) in attributes.As<PyDict>().Items)
            SetOwn(data, name.ToString(), value);
        return true;
    }

    public static bool KeptBy(Value data, out Value kept)
    {
        var own = data.As<CData>().Kept;
        kept = own.GetValueOrDefault();
        return own.HasValue;
    }

    public static void SetKept(Value data, Value kept) => data.As<CData>().Kept = kept;

    public static Value NewDictionary() => new PyDict();

    public static bool SetDictionaryItem(Value dictionary, string key, Value value)
    {
        dictionary.As<PyDict>()[key] = value;
        return true;
    }

    public static bool SetDictionaryItem(Value dictionary, Value keyAndValue)
    {
        dictionary.As<PyDict>()[keyAndValue] = keyAndValue;
        return true;
    }

    public static Value Keeper(object target) => Value.Of(target);

    public static Value NewArgument(in ArgumentSlot<Value> argument) => new CArgument(argument);

    public static ArgumentSlot<Value> ArgumentOf(Value argument, byte* scratch) =>
        argument.As<CArgument>().ToSlot(scratch);

    public static bool Raise(ErrorKind kind, string text) => throw new PythonException(kind, text);

    private static bool Poisons(CtypesType type) => Session(type).Options.PoisonsDeadStorage;

    private static CtypesSession Session(CtypesType type) => (CtypesSession)type.Types.Host!;
}
