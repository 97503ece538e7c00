using System.Diagnostics;
using System.Globalization;
using Touchstone.Ffi.Types;
using Touchstone.Ffi.Types.Tests;

namespace Touchstone.Ffi.Tests;

/// <summary>Thousands of random shapes by value, in and out, after every mixture of other arguments, held against gcc's code.</summary>
/// <remarks>
/// Each way of calling runs in a process of its own, this same program with one test: a wrong classification crashes as often as
/// not, and then the shape must be told.
/// </remarks>
public sealed class GeneratedShapeTests
{
    private const string FolderVariable = "TOUCHSTONE_GENERATED_SHAPES";

    // What a back-end may leave to another.
    private static readonly string[] s_knownReasons =
    [
        "x87",
        "0 bytes",
        "aligned to more than 16 bytes",
        "eight bytes of padding",
        "sixth integer register",
    ];

    private static readonly Lazy<string?> s_folder = new(Compile);

    public static TheoryData<string> Backends =>
        [.. CallBackends.All.Select(backend => backend.Name)];

    [Theory, MemberData(nameof(Backends))]
    public void Each_goes_in_and_comes_out_of_a_call(string backend) =>
        Run(
            nameof(Each_goes_in_and_comes_out_of_a_call),
            backend,
            (library, one, refused) => CallOne(library, one, backend, refused)
        );

    [Theory, MemberData(nameof(ClosureKinds.All), MemberType = typeof(ClosureKinds))]
    public void Each_goes_into_and_comes_out_of_a_callback(string kind) =>
        Run(
            nameof(Each_goes_into_and_comes_out_of_a_callback),
            kind,
            (library, one, refused) => CallBackOne(library, one, kind, refused)
        );

    [Fact]
    public void Each_goes_through_a_call_of_the_Microsoft_convention() =>
        Run(
            nameof(Each_goes_through_a_call_of_the_Microsoft_convention),
            "libffi, Microsoft",
            (library, one, refused) => CallOne(library, one, "libffi", refused)
        );

    [Fact]
    public void Each_goes_through_a_callback_of_the_Microsoft_convention() =>
        Run(
            nameof(Each_goes_through_a_callback_of_the_Microsoft_convention),
            "own code, Microsoft",
            (library, one, refused) => CallBackOne(library, one, "own code", refused)
        );

    private static bool CallOne(
        Library library,
        GeneratedShape one,
        string backendName,
        List<string> refused
    )
    {
        var backend = CallBackends.All.First(backend => backend.Name == backendName);
        var signature = new Signature(one.Function);
        if (!backend.CanCall(signature, out var reason))
        {
            refused.Add(reason);
            return true;
        }
        var count = one.Before.Length;
        var frame = new CallFrame(new ulong[count + 3]);
        var expected = -7 + (2 * 2.5);
        for (var i = 0; i < count; i++)
        {
            var value = GeneratedShapes.Value(one.Before[i], i);
            expected += (i + 3) * value;
            switch (one.Before[i])
            {
                case 'c':
                    frame.Set(i, (sbyte)value);
                    break;
                case 'i':
                    frame.Set(i, (int)value);
                    break;
                case 'l':
                    frame.Set(i, (long)value);
                    break;
                case 'f':
                    frame.Set(i, (float)value);
                    break;
                default:
                    frame.Set(i, value);
                    break;
            }
        }
        frame.SetAddress(count, library.Symbol("given"));
        frame.Set(count + 1, -7);
        frame.Set(count + 2, 2.5);
        var result = library.Symbol("received") + GeneratedShapes.BufferSize;
        backend.Prepare(signature).Invoke(library.Symbol($"take_{one.Shape.Name}"), frame, result);
        return Storage.Read<double>(library.Symbol("sum")) == expected
            && Same(library, one, "given", 0, 0)
            && Same(library, one, "given", 1, 1);
    }

    private static bool CallBackOne(
        Library library,
        GeneratedShape one,
        string kind,
        List<string> refused
    )
    {
        if (!ClosureKinds.CanMake(kind, one.Function, out var reason))
        {
            refused.Add(reason);
            return true;
        }
        var calls = 0;
        var size = Layout.Of(one.Shape.Type, HostAbi.Current).Size;
        using var closure = ClosureKinds.Make(
            kind,
            one.Function,
            one.ToString(),
            frame =>
            {
                var count = one.Before.Length;
                Storage.Move(
                    library.Symbol("received") + GeneratedShapes.BufferSize,
                    frame.Argument(count),
                    size
                );
                Storage.Move(
                    frame.Result,
                    library.Symbol("given") + GeneratedShapes.BufferSize,
                    size
                );
                var right =
                    Storage.Read<int>(frame.Argument(count + 1)) == -7
                    && Storage.Read<double>(frame.Argument(count + 2)) == 2.5;
                for (var i = 0; i < count; i++)
                {
                    right &=
                        Read(frame.Argument(i), one.Before[i])
                        == GeneratedShapes.Value(one.Before[i], i);
                }
                calls += right ? 1 : 100;
            },
            (_, error) => calls += 10_000 + error.Message.Length
        );
        var frame = new CallFrame(new ulong[1]);
        frame.SetAddress(0, closure.Address);
        s_callBack.Invoke(library.Symbol($"call_{one.Shape.Name}"), frame, 0);
        return calls == 1 && Same(library, one, "given", 1, 0) && Same(library, one, "given", 0, 1);
    }

    private static readonly PreparedCall s_callBack = CallBackends.Prepare(
        new Signature(new CFunction(CVoid.Instance, new CPointer(CVoid.Instance)))
    );

    private static double Read(nint address, char letter) =>
        letter switch
        {
            'c' => Storage.Read<sbyte>(address),
            'i' => Storage.Read<int>(address),
            'l' => Storage.Read<long>(address),
            'f' => Storage.Read<float>(address),
            _ => Storage.Read<double>(address),
        };

    private static unsafe Span<byte> Bytes(Library library, string symbol, int index) =>
        new(
            (byte*)library.Symbol(symbol) + (index * GeneratedShapes.BufferSize),
            GeneratedShapes.BufferSize
        );

    private static bool Same(
        Library library,
        GeneratedShape one,
        string symbol,
        int given,
        int received
    )
    {
        var sent = Bytes(library, symbol, given);
        var seen = Bytes(library, "received", received);
        var mask = DataMask.Of(one.Shape.Type);
        for (var i = 0; i < mask.Length; i++)
        {
            if (((sent[i] ^ seen[i]) & mask[i]) != 0)
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>In the test's own process starts the child; in the child does the work.</summary>
    private static void Run(
        string test,
        string way,
        Func<Library, GeneratedShape, List<string>, bool> isRight
    )
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is { } folder)
        {
            RunHere(folder, way, isRight);
            return;
        }
        Assert.SkipWhen(s_folder.Value is null, "no gcc on the PATH");
        var program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
        {
            start.ArgumentList.Add(typeof(GeneratedShapeTests).Assembly.Location);
        }
        start.ArgumentList.Add("--filter-method");
        start.ArgumentList.Add($"{typeof(GeneratedShapeTests).FullName}.{test}");
        start.Environment[FolderVariable] = s_folder.Value;
        start.Environment["TOUCHSTONE_WAY"] = way;
        using var child = Process.Start(start)!;
        var output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        var last = Path.Combine(s_folder.Value, way);
        Assert.True(
            child.ExitCode == 0,
            $"{way}: exit code {child.ExitCode}, last shape {(File.Exists(last) ? File.ReadAllText(last) : "none")}\n{output}"
        );
    }

    private static void RunHere(
        string folder,
        string way,
        Func<Library, GeneratedShape, List<string>, bool> isRight
    )
    {
        if (Environment.GetEnvironmentVariable("TOUCHSTONE_WAY") != way)
        {
            return;
        }
        var libraries = Enumerable
            .Range(0, GeneratedShapes.Units + 1)
            .Select(unit => Library.Open(LibraryFile(folder, unit)))
            .ToArray();
        // What is made anew for each signature by slow means of the tests themselves takes every fourth.
        var step = way is "typed delegates" or "emitted" ? 4 : 1;
        var all = way.EndsWith("Microsoft", StringComparison.Ordinal)
            ? GeneratedShapes.Microsoft()
            : GeneratedShapes.All();
        var shapes = all.Where((_, i) => i % step == 0).ToList();
        var (wrong, refused) = (new List<string>(), new List<string>());
        using var last = File.Create(Path.Combine(folder, way));
        foreach (var one in shapes)
        {
            last.SetLength(0);
            last.Write(System.Text.Encoding.UTF8.GetBytes(one.ToString()));
            last.Flush();
            var library = libraries[one.Unit];
            Fill(library);
            if (!isRight(library, one, refused))
            {
                wrong.Add(one.ToString());
            }
        }
        Assert.True(
            wrong.Count == 0,
            $"{wrong.Count} of {shapes.Count} are wrong:\n{string.Join('\n', wrong.Take(20))}"
        );
        Assert.DoesNotContain(refused, reason => !s_knownReasons.Any(reason.Contains));
        // A back-end that refuses everything would be right, too.
        Assert.InRange(refused.Count, 0, shapes.Count / 20);
    }

    /// <summary>Fills what C gives with bytes that all differ, so that none can stand in another's place.</summary>
    private static void Fill(Library library)
    {
        for (var i = 0; i < GeneratedShapes.BufferSize; i++)
        {
            Bytes(library, "given", 0)[i] = (byte)(48 + (i * 7));
            Bytes(library, "given", 1)[i] = (byte)(79 + (i * 11));
        }
        Bytes(library, "received", 0).Clear();
        Bytes(library, "received", 1).Clear();
    }

    private static string LibraryFile(string folder, int unit) =>
        Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"libshapes{unit}.so"));

    private static string? Compile()
    {
        if (Command.Find("gcc") is not { } compiler)
        {
            return null;
        }
        var folder = Directory.CreateTempSubdirectory("ffi-shapes-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var shapes = GeneratedShapes.All();
        var microsoft = GeneratedShapes.Microsoft();
        Parallel.For(
            0,
            GeneratedShapes.Units + 1,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            unit =>
            {
                var source = Path.ChangeExtension(LibraryFile(folder, unit), ".c");
                File.WriteAllText(
                    source,
                    unit == GeneratedShapes.Units
                        ? GeneratedShapes.Source(microsoft, "__attribute__((ms_abi))")
                        : GeneratedShapes.Source(shapes.Where(one => one.Unit == unit))
                );
                Command.Run(
                    compiler,
                    [
                        "-std=gnu11",
                        "-w",
                        "-O1",
                        "-shared",
                        "-fPIC",
                        "-o",
                        LibraryFile(folder, unit),
                        source,
                    ]
                );
            }
        );
        return folder;
    }
}
