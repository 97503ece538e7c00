using Touchstone.Ctypes;

namespace Touchstone.Examples;

/// <summary>A library found at run time, and a function that takes any arguments: <c>snprintf</c>.</summary>
internal static class Variadic
{
    public static void Run(TextWriter output)
    {
        var session = CtypesSession.Native;
        var types = session.Types;
        // ctypes.util.find_library does it so, too: the first name that the loader finds.
        var libc = Find(session, "libc.so.6", "libc.so", "msvcrt.dll");
        var snprintf = libc.GetAttribute("snprintf")
            .Declare(types.Int, types.Char.Pointer(), types.Size, types.Text);

        using var buffer = types.Char.Array(32).Allocate();
        // What is not declared travels as its C# type says, promoted as C promotes it.
        var length = snprintf.Call(buffer, buffer.Size, "%d|%5.2f|%s|%c", -42, 2.5, "grüß", 'x');
        output.WriteLine($"{length}: {buffer["value"]}");
        length = snprintf.Call(buffer, buffer.Size, "%lld and %g", long.MaxValue, 1.5f);
        output.WriteLine($"{length}: {buffer["value"]}");
        // Longer than the buffer: C says how much it would have been.
        length = snprintf.Call(
            buffer,
            buffer.Size,
            "%s %s",
            new string('a', 20),
            new string('b', 20)
        );
        output.WriteLine($"{length}: {buffer["value"]}");
    }

    private static CLibrary Find(CtypesSession session, params string[] names)
    {
        foreach (var name in names)
        {
            try
            {
                return session.Load(name);
            }
            catch (PythonException error) when (error.ClassName == "OSError")
            {
                // The next one, then.
            }
        }
        throw new DllNotFoundException(string.Join(", ", names));
    }
}
