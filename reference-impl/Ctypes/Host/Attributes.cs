namespace Touchstone.Ctypes;

/// <summary>Attributes as the .NET host finds them: those of ctypes by its rules, and those of its own objects.</summary>
internal static class Attributes
{
    public static Value Get(Value target, string name)
    {
        if (target.TryAs<PyMemoryView>() is { } view)
            return view.GetAttribute(name);
        if (target.TryAs<PyObject>() is { } other && other.TryGetAttribute(name, out var found))
            return found;
        if (target.Kind == ValueKind.Argument && name == "_obj")
            return target.As<CArgument>().Source;
        _ = Ops<NetHost, Value>.GetAttribute(target, name, out var value);
        return value;
    }

    public static void Set(Value target, string name, Value value)
    {
        if (target.TryAs<PyObject>() is { } other)
            other.Attributes[name] = value;
        else
            _ = Ops<NetHost, Value>.SetAttribute(target, name, value);
    }

    public static void Delete(Value target, string name) =>
        Ops<NetHost, Value>.DeleteAttribute(target, name);
}
