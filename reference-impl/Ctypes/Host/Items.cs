namespace Touchstone.Ctypes;

/// <summary>Subscription: of ctypes' arrays and pointers by their rules, of Python's sequences as Python does it.</summary>
internal static class Items
{
    public static Value Get(Value target, Value key)
    {
        var slice = SliceOf(key);
        Value value;
        if (target.Kind == ValueKind.Data)
        {
            _ = Ops<NetHost, Value>.GetSubscript(target, key, out value);
            return value;
        }
        if (target.Kind == ValueKind.Dictionary)
        {
            return target.As<PyDict>().TryGet(key, out value)
                ? value
                : throw new PythonException("KeyError", PyRepresentation.Of(key));
        }
        var count = NetHost.CountOf(target);
        if (count < 0)
        {
            throw new PythonException(
                ErrorKind.TypeError,
                $"'{target.ClassName}' object is not subscriptable"
            );
        }
        if (slice is not { } parts)
            return At(target, key, count);
        if (target.TryAs<PyMemoryView>() is { } view)
            return PartOf(view, parts);
        _ = Ops<NetHost, Value>.Slice(target, parts, out var items);
        return Rebuild(target, items);
    }

    public static void Set(Value target, Value key, Value value)
    {
        switch (target.Kind)
        {
            case ValueKind.Data:
                _ = Ops<NetHost, Value>.SetSubscript(target, key, value);
                return;
            case ValueKind.MemoryView:
                var view = target.As<PyMemoryView>();
                view[Position(key, view.Count)] = value;
                break;
            case ValueKind.ByteArray:
                var bytes = target.As<PyByteArray>();
                bytes.Content[Position(key, bytes.Length)] = (byte)value.AsInteger();
                break;
            case ValueKind.List:
                var items = target.As<PyList>().Items;
                items[Position(key, items.Count)] = value;
                break;
            default:
                throw new PythonException(
                    ErrorKind.TypeError,
                    $"'{target.ClassName}' object does not support item assignment"
                );
        }
    }

    public static void Delete(Value target)
    {
        if (target.Kind == ValueKind.Data)
            _ = Ops<NetHost, Value>.DeleteSubscript(target);
        throw new PythonException(
            ErrorKind.TypeError,
            $"'{target.ClassName}' object doesn't support item deletion"
        );
    }

    private static SliceParts<Value>? SliceOf(Value key) =>
        key.Kind == ValueKind.Slice ? NetHost.SliceOf(key) : null;

    private static Value At(Value sequence, Value key, nint count)
    {
        _ = NetHost.ItemOf(sequence, Position(key, count), out var item);
        return item;
    }

    private static PyMemoryView PartOf(PyMemoryView view, SliceParts<Value> slice)
    {
        _ = Ops<NetHost, Value>.RangeOf(slice, view.Length, out var range);
        return range.Step == 1
            ? view.Part(range.Start, range.Count)
            : throw new PythonException(
                ErrorKind.NotImplementedError,
                "a memoryview here is one piece of memory: slices of it have no step"
            );
    }

    private static int Position(Value key, nint count)
    {
        if (!NetHost.IsIndex(key))
        {
            throw new PythonException(
                ErrorKind.TypeError,
                $"indices must be integers or slices, not {key.ClassName}"
            );
        }
        _ = NetHost.ToBits(key, out var bits, out var range);
        var index = (long)bits < 0 ? (long)bits + count : (long)bits;
        return range == IntegerRange.Signed && index >= 0 && index < count
            ? (int)index
            : throw new PythonException(ErrorKind.IndexError, "index out of range");
    }

    private static Value Rebuild(Value source, Value[] items) =>
        source.Kind switch
        {
            ValueKind.Tuple => new PyTuple([.. items]),
            ValueKind.Text => new PyText(
                Array.ConvertAll(items, item => item.As<PyText>().CodePoints[0])
            ),
            ValueKind.List => new PyList(items),
            ValueKind.ByteArray => new PyByteArray(
                Array.ConvertAll(items, item => (byte)item.AsInteger())
            ),
            _ => new PyBytes(Array.ConvertAll(items, item => (byte)item.AsInteger())),
        };
}
