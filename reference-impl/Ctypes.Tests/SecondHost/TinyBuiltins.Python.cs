using System.Numerics;

namespace Touchstone.Ctypes.Tests;

// What is Python's own: errors caught, lengths, sequences, memoryviews.
internal static partial class TinyBuiltins
{
    private static Value Told(TinyScope scope, Value action)
    {
        try
        {
            return scope.Call(action, [], []);
        }
        catch (PythonException error)
        {
            return new PyTuple(error.ClassName, error.Message);
        }
    }

    private static Value Tries(TinyScope scope, Value action)
    {
        try
        {
            return scope.Call(action, [], []);
        }
        catch (PythonException error)
        {
            return error.ClassName;
        }
    }

    private static Value Why(TinyScope scope, Value action)
    {
        try
        {
            return $"nothing: {AnswerForm.Of(scope.Call(action, [], []))}";
        }
        catch (PythonException error)
        {
            return error.Message;
        }
    }

    private static Value LengthOf(TinyScope scope, object? value)
    {
        if (value is TinyView { Shape.Shape.IsEmpty: true })
        {
            return scope.Types.Profile.HasNoLengthWithoutDimensions
                ? throw new PythonException("TypeError", "0-dim memory has no length")
                : 1;
        }
        return TinyHost.CountOf(value) is >= 0 and var count
            ? (Value)(long)count
            : throw new PythonException(
                "TypeError",
                $"object of type '{TinyHost.ClassNameOf(value)}' has no len()"
            );
    }

    private static Value IsTrue(object? value)
    {
        TinyScope.Check(TinyHost.ToTruth(value, out var truth));
        return truth;
    }

    private static PyList ListOf(TinyScope scope, Value sequence)
    {
        var items = new List<Value>();
        var count = LengthOf(scope, TinyHost.Unwrap(sequence)).AsInteger();
        for (var i = 0; i < count; i++)
            items.Add(scope.GetItem(sequence, i));
        return new([.. items]);
    }

    private static unsafe byte[] Content(object? source)
    {
        if (source is BigInteger size)
            return new byte[(int)size];
        TinyScope.Check(TinyHost.ReadBuffer(source, out var address, out var length));
        var content = new ReadOnlySpan<byte>(address, (int)length).ToArray();
        GC.KeepAlive(source);
        return content;
    }

    private static Value MemoryView(object? source)
    {
        var view = TinyHost.ViewOf(source);
        return TinyScope.Checked(view is not null, view);
    }

    private static Value Extend(TinyByteArray target, PyBytes more)
    {
        target.Extend(more.Content);
        return Value.None;
    }

    private static Value Append(PyList target, Value item)
    {
        target.Items.Add(item);
        return Value.None;
    }

    public static unsafe void SetByte(TinyByteArray bytes, Value key, Value value) =>
        bytes.Address[(int)key.AsInteger()] = (byte)value.AsInteger();

    public static Value GetViewAttribute(TinyView view, string name)
    {
        var shape = view.Shape;
        return name switch
        {
            "format" => shape.Format,
            "itemsize" => (long)shape.ItemSize,
            "ndim" => shape.Shape.Length,
            "shape" => new PyTuple([.. shape.Shape.Select(length => (Value)(long)length)]),
            "strides" => Strides(shape),
            "suboffsets" => new PyTuple(),
            "readonly" => view.IsReadOnly,
            "nbytes" => (long)shape.Size,
            "obj" => TinyHost.Wrap(view.Owner),
            "contiguous" or "c_contiguous" or "f_contiguous" => true,
            "cast" => Value.Of((object)(Builtin)((a, _) => Cast(view, a[0].ToString()))),
            "tobytes" => Value.Of((object)(Builtin)((_, _) => new PyBytes(view.Content))),
            "tolist" => Value.Of((object)(Builtin)((_, _) => ItemsOf(view))),
            _ => throw new PythonException("AttributeError", name),
        };
    }

    private static PyTuple Strides(BufferShape shape)
    {
        var strides = new List<Value>();
        var stride = shape.ItemSize;
        foreach (var length in shape.Shape.Reverse())
        {
            strides.Insert(0, (long)stride);
            stride *= length;
        }
        return new([.. strides]);
    }

    private static PyList ItemsOf(TinyView view) =>
        new([.. Enumerable.Range(0, (int)view.Shape.Size).Select(i => GetViewItem(view, i))]);

    private static unsafe Value Cast(TinyView view, string format)
    {
        nint size = format == "i" ? 4 : 1;
        var count = view.Shape.Size / size;
        return Value.Of(
            (object)
                new TinyView(
                    view,
                    view.Address,
                    new(format, size, [count], view.Shape.Size),
                    view.IsReadOnly
                )
        );
    }

    public static unsafe Value GetViewItem(TinyView view, Value key)
    {
        if (key.TryAs<PySlice>() is not { } slice)
        {
            return view.Shape.Format is "B" or "b"
                ? (int)view.Address[(int)key.AsInteger()]
                : throw new PythonException("NotImplementedError", view.Shape.Format);
        }
        var start = (int)slice.Start.AsInteger();
        var count = (nint)(int)slice.Stop.AsInteger() - start;
        return Value.Of(
            (object)
                new TinyView(
                    view,
                    view.Address + start,
                    new("B", 1, [count], count),
                    view.IsReadOnly
                )
        );
    }

    public static unsafe void SetViewItem(TinyView view, Value key, Value value) =>
        view.Address[(int)key.AsInteger()] = (byte)value.AsInteger();
}
