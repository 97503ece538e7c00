namespace Touchstone.Ctypes;

// What __init__ does, for each family of types.
public static unsafe partial class Ops<H, R>
{
    /// <param name="keywords">Names and values of the keyword arguments, in order.</param>
    public static bool Initialise(
        R data,
        ReadOnlySpan<R> arguments,
        ReadOnlySpan<KeyValuePair<string, R>> keywords
    )
    {
        var type = H.TypeOf(data);
        return type.Kind switch
        {
            TypeKind.Structure or TypeKind.Union => InitialiseFields(
                data,
                type,
                arguments,
                keywords
            ),
            TypeKind.Array => InitialiseItems(data, arguments),
            // The others take keywords and ignore them.
            TypeKind.Simple => InitialiseSimple(data, arguments),
            TypeKind.Pointer => InitialisePointer(data, arguments),
            _ => InitialiseFunction(data, arguments),
        };
    }

    private static bool InitialiseFields(
        R data,
        CtypesType type,
        ReadOnlySpan<R> arguments,
        ReadOnlySpan<KeyValuePair<string, R>> keywords
    )
    {
        var count = 0;
        // By name, as an assignment would: a field may be hidden by a later one of the same name.
        foreach (var field in type.Fields)
        {
            if (count == arguments.Length)
                break;
            foreach (var (name, _) in keywords)
            {
                if (name == field.Name)
                {
                    return H.Raise(
                        ErrorKind.TypeError,
                        $"duplicate values for field '{field.Name}'"
                    );
                }
            }
            if (!H.SetAttribute(data, field.Name, arguments[count++]))
                return false;
        }
        if (count < arguments.Length)
            return H.Raise(ErrorKind.TypeError, "too many initializers");
        foreach (var (name, value) in keywords)
        {
            if (!H.SetAttribute(data, name, value))
                return false;
        }
        return true;
    }

    private static bool InitialiseItems(R array, ReadOnlySpan<R> arguments)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            if (!SetItem(array, i, arguments[i]))
                return false;
        }
        return true;
    }

    private static bool InitialiseSimple(R data, ReadOnlySpan<R> arguments) =>
        arguments.Length switch
        {
            0 => true,
            1 => SetValue(data, arguments[0]),
            var count => H.Raise(
                ErrorKind.TypeError,
                $"__init__ expected at most 1 argument, got {count}"
            ),
        };

    private static bool InitialisePointer(R data, ReadOnlySpan<R> arguments) =>
        arguments.Length switch
        {
            0 => true,
            1 => SetContents(data, arguments[0]),
            var count => H.Raise(
                ErrorKind.TypeError,
                $"POINTER expected at most 1 argument, got {count}"
            ),
        };

    /// <summary><c>bool(data)</c>: of a simple object whether any bit is set, of a pointer whether it is not NULL.</summary>
    public static bool IsTrue(R data)
    {
        var type = H.TypeOf(data);
        return type.Kind switch
        {
            TypeKind.Simple => new ReadOnlySpan<byte>(
                H.AddressOf(data),
                checked((int)H.SizeOf(data))
            ).ContainsAnyExcept((byte)0),
            TypeKind.Array => type.Length > 0,
            TypeKind.Pointer or TypeKind.Function => *(nint*)H.AddressOf(data) != 0,
            _ => true,
        };
    }

    /// <summary><c>simple.value</c>.</summary>
    public static bool GetValue(R simple, out R value) =>
        GetHeldScalar(H.TypeOf(simple), H.AddressOf(simple), simple, out value);

    /// <summary><c>simple.value = value</c>.</summary>
    public static bool SetValue(R simple, R value) =>
        SetScalar(H.TypeOf(simple), H.AddressOf(simple), value, out var kept)
        && Keep(simple, 0, kept);
}
