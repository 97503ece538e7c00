using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Touchstone.Ffi;

namespace Touchstone.Benchmarks;

/// <summary>What the same calls cost elsewhere: in C, in C#, and in the FFIs of other languages, where they are installed.</summary>
/// <remarks>An interpreter's figure holds its loop and its boxing, as its users pay them.</remarks>
internal static unsafe class PeerBenchmarks
{
    private static readonly string[] s_calls = ["add", "fdd", "point", "callback"];

    /// <param name="Name">Used where it is not installed; else it names itself.</param>
    /// <param name="Missing">What would have to be there.</param>
    /// <param name="Commands">Ways to start it, the first that works.</param>
    private sealed record Peer(string Name, string Missing, params string[][] Commands);

    public static void Run(Library library)
    {
        Console.WriteLine($"\n{"peers: ns and x C's function pointer", -44}{Heads()}");
        using var directory = new TemporaryDirectory();
        var program = CompileLibffiPeer(directory.Path);
        var own = Path.Combine(AppContext.BaseDirectory, "peers");
        string ctypes = Path.Combine(own, "ctypes_peer.py"),
            cffi = Path.Combine(own, "cffi_peer.py");
        // Scripts that a version manager puts on the PATH may refuse to run: then the system's own is asked.
        string[] pythons = ["python3", "/usr/bin/python3"];
        Peer[] peers =
        [
            new("C, libffi", "gcc and libffi-dev", [program ?? "", BenchLibrary.File, "libffi"]),
            new(
                "CPython, ctypes",
                "python3",
                [.. pythons.Select(python => (string[])[python, ctypes, BenchLibrary.File])]
            ),
            new(
                "CPython, cffi",
                "python3 and python3-cffi",
                [.. pythons.Select(python => (string[])[python, cffi, BenchLibrary.File])]
            ),
            new("PyPy, ctypes", "pypy3", ["pypy3", ctypes, BenchLibrary.File]),
            new("PyPy, cffi", "pypy3", ["pypy3", cffi, BenchLibrary.File]),
            new(
                "LuaJIT, ffi",
                "luajit",
                ["luajit", Path.Combine(own, "luajit.lua"), BenchLibrary.File]
            ),
        ];
        var raw =
            Ask([program ?? "", BenchLibrary.File, "pointer"])
            ?? ("C function pointer (called from C#)", OfCSharp(library));
        Show(raw.Name, raw.Nanoseconds, raw.Nanoseconds);
        Show("C# function pointer", OfCSharp(library), raw.Nanoseconds);
        foreach (var peer in peers)
        {
            if (
                peer.Commands.Select(Ask).FirstOrDefault(answer => answer is not null) is { } answer
            )
            {
                Show(answer.Name, answer.Nanoseconds, raw.Nanoseconds);
            }
            else
            {
                Console.WriteLine($"{peer.Name, -44}not installed: {peer.Missing}");
            }
        }
    }

    private static Dictionary<string, double> OfCSharp(Library library)
    {
        var add = (delegate* unmanaged<int, int, int>)library.Symbol("add");
        var fdd = (delegate* unmanaged<double, double, double>)library.Symbol("fdd");
        var mirror = (delegate* unmanaged<PointValue, PointValue>)library.Symbol("mirror");
        var callMany = (delegate* unmanaged<void*, int, int>)library.Symbol("call_many");
        return new(StringComparer.Ordinal)
        {
            ["add"] = LoopTimer.Best(() =>
            {
                var sum = 0;
                for (var i = 0; i < LoopTimer.Calls; i++)
                {
                    sum = add(sum, i);
                }
            }),
            ["fdd"] = LoopTimer.Best(() =>
            {
                var product = 1.0;
                for (var i = 0; i < LoopTimer.Calls; i++)
                {
                    product = fdd(product, 1.0);
                }
            }),
            ["point"] = LoopTimer.Best(() =>
            {
                var point = new PointValue { X = 1, Y = 2 };
                for (var i = 0; i < LoopTimer.Calls; i++)
                {
                    point = mirror(point);
                }
            }),
            ["callback"] = LoopTimer.Best(() =>
                callMany((delegate* unmanaged<int, int, int>)&Add, LoopTimer.Calls)
            ),
        };
    }

    [UnmanagedCallersOnly]
    private static int Add(int a, int b) => a + b;

    /// <returns>Null where there is no compiler, or no libffi to compile for.</returns>
    private static string? CompileLibffiPeer(string directory)
    {
        var program = Path.Combine(directory, "peer");
        var source = Path.Combine(AppContext.BaseDirectory, "peers", "libffi.c");
        return Output(["gcc", "-O2", "-o", program, source, "-lffi", "-ldl"]) is null
            ? null
            : program;
    }

    /// <returns>The name that a peer gives itself, and its figures; null where it does not run.</returns>
    private static (string Name, Dictionary<string, double> Nanoseconds)? Ask(string[] command)
    {
        if (Output(command) is not { } output)
        {
            return null;
        }
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return (
            lines[0],
            lines
                .Skip(1)
                .Select(line => line.Split(' '))
                .ToDictionary(
                    words => words[0],
                    words => double.Parse(words[1], CultureInfo.InvariantCulture),
                    StringComparer.Ordinal
                )
        );
    }

    /// <returns>Null where the program is not there, or says that it failed.</returns>
    private static string? Output(string[] command)
    {
        if (command[0].Length == 0)
        {
            return null;
        }
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            // What it complains of is not shown: that it is missing is.
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static string Heads() => string.Concat(s_calls.Select(call => $"{call, 10}{"", 7}"));

    private static void Show(
        string name,
        Dictionary<string, double> nanoseconds,
        Dictionary<string, double> raw
    ) =>
        Console.WriteLine(
            $"{name, -44}{string.Concat(s_calls.Select(call => Cell(nanoseconds[call], raw[call])))}"
        );

    private static string Cell(double nanoseconds, double raw) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{nanoseconds, 10:F1}{nanoseconds / raw, 6:F1}x"
        );
}
