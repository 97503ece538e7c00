using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Touchstone.Ctypes;

namespace Touchstone.Examples;

/// <summary>Callbacks that take and return structs by value, which ctypes in Python cannot do.</summary>
internal static class Geometry
{
    [StructLayout(LayoutKind.Sequential)]
    private record struct Point(double X, double Y);

    private delegate Point Curve(double t);

    private delegate Point Motion(Point from, int step);

    private delegate double LengthOf(Curve curve, int steps);

    private delegate Point Follow(Motion motion, Point from, int steps);

    public static void Run(TextWriter output)
    {
        var library = CtypesSession.Native.Load(Compile());
        var length = library.Function<LengthOf>("length_of");
        output.WriteLine(Text(length(t => new Point(3 * t, 4 * t), 10)));
        output.WriteLine(Text(length(t => new Point(t, t * t), 4)));

        var follow = library.Function<Follow>("follow");
        var end = follow(
            (from, step) => new Point(from.X + step, from.Y * 2),
            new Point(0.5, 1),
            5
        );
        output.WriteLine($"{Text(end.X)} {Text(end.Y)}");
        try
        {
            follow(
                (_, step) => throw new InvalidOperationException($"lost at step {step}"),
                end,
                1
            );
        }
        catch (InvalidOperationException lost)
        {
            // No exception crosses C: it waits until C has returned.
            output.WriteLine(lost.Message);
        }
    }

    private static string Text(double value) => value.ToString("F6", CultureInfo.InvariantCulture);

    /// <exception cref="FileNotFoundException">There is no C compiler.</exception>
    private static string Compile()
    {
        var source = Path.Combine(AppContext.BaseDirectory, "native", "geometry.c");
        var library = Path.Combine(
            Directory.CreateTempSubdirectory("geometry-").FullName,
            "geometry.so"
        );
        try
        {
            using var compiler = Process.Start(
                "cc",
                ["-shared", "-fPIC", "-O1", "-o", library, source]
            );
            compiler.WaitForExit();
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new FileNotFoundException("no C compiler: cc could not be started", missing);
        }
        return library;
    }
}
