using Touchstone.Ffi.Types;
using Touchstone.Ffi.Types.Tests;

namespace Touchstone.Ffi.Tests;

/// <summary>Structs and unions by value, in and out, held against what gcc's code received and gave.</summary>
public sealed class ByValueCallTests
{
    private static readonly CScalar s_int = new(ScalarKind.Int);
    private static readonly CScalar s_double = new(ScalarKind.Double);
    private static readonly CScalar s_float = new(ScalarKind.Float);

    public static TheoryData<string> Backends =>
        [.. CallBackends.All.Select(backend => backend.Name)];

    [Theory, MemberData(nameof(Backends))]
    public void A_bit_field_that_lies_outside_its_struct_does_not_travel(string backend)
    {
        var old = new CStruct("old");
        old.Complete(
            new AggregateDefinition(
                [
                    new CField("a", new CScalar(ScalarKind.Long), BitWidth: 11),
                    new CField("b", new CScalar(ScalarKind.UnsignedInt), BitWidth: 28),
                ],
                LayoutRule.CPythonBefore314,
                Pack: 2
            )
        );
        // The struct is one INTEGER eightbyte to C, and so is what llabs takes.
        using var process = Library.Open(null);
        var signature = new Signature(new CFunction(new CScalar(ScalarKind.LongLong), old));
        var call = CallBackends.All.Single(one => one.Name == backend).Prepare(signature);
        Span<long> value = [-5];
        var frame = new CallFrame(new ulong[1]);
        unsafe
        {
            fixed (long* bytes = value)
            {
                frame.SetAddress(0, (nint)bytes);
                call.Invoke(process.Symbol("llabs"), frame, (nint)bytes);
            }
        }
        Assert.Equal(5, value[0]);
    }

    [Theory, MemberData(nameof(Backends))]
    public void Arguments_arrive_as_they_were_sent(string backend) =>
        Check(
            backend,
            shape => new CFunction(CVoid.Instance, s_int, shape.Type, s_double, s_int),
            (shapes, shape, call) =>
            {
                var library = shapes.Library;
                var frame = new CallFrame(new ulong[4]);
                frame.Set(0, 7);
                frame.SetAddress(1, library.Symbol("given"));
                frame.Set(2, 2.5);
                frame.Set(3, 9);
                call.Invoke(library.Symbol($"take_{shape.Name}"), frame, 0);
                return Same(shapes, shape, 0)
                    && Storage.Read<long>(library.Symbol("integers")) == 79
                    && Storage.Read<double>(library.Symbol("real")) == 2.5;
            }
        );

    [Theory, MemberData(nameof(Backends))]
    public void Arguments_arrive_where_registers_have_run_out(string backend) =>
        Check(
            backend,
            shape => new CFunction(
                CVoid.Instance,
                s_int,
                s_int,
                s_int,
                s_int,
                s_int,
                shape.Type,
                s_double,
                shape.Type,
                s_float,
                s_int
            ),
            (shapes, shape, call) =>
            {
                var library = shapes.Library;
                var frame = new CallFrame(new ulong[10]);
                for (var i = 0; i < 5; i++)
                {
                    frame.Set(i, i + 1);
                }
                frame.SetAddress(5, library.Symbol("given"));
                frame.Set(6, 2.5);
                frame.SetAddress(7, library.Symbol("given") + ByValueShapes.BufferSize);
                frame.Set(8, 0.5f);
                frame.Set(9, 6);
                call.Invoke(library.Symbol($"late_{shape.Name}"), frame, 0);
                return Same(shapes, shape, 0)
                    && Same(shapes, shape, 1)
                    && Storage.Read<long>(library.Symbol("integers")) == 123456
                    && Storage.Read<double>(library.Symbol("real")) == 5.5;
            }
        );

    [Theory, MemberData(nameof(Backends))]
    public void Results_come_back_as_they_were_given_and_nothing_beyond_them_is_written(
        string backend
    ) =>
        Check(
            backend,
            shape => new CFunction(shape.Type, s_int),
            (shapes, shape, call) =>
            {
                var library = shapes.Library;
                var received = library.Symbol("received");
                var frame = new CallFrame(new ulong[1]);
                frame.Set(0, 7);
                Bytes(received).Fill(0xee);
                call.Invoke(library.Symbol($"give_{shape.Name}"), frame, received);
                return Same(shapes, shape, 0)
                    && !Bytes(received)[call.Signature.ResultSize..].ContainsAnyExcept((byte)0xee)
                    && Storage.Read<long>(library.Symbol("integers")) == 7;
            }
        );

    [Theory, MemberData(nameof(ClosureKinds.All), MemberType = typeof(ClosureKinds))]
    public void Callbacks_take_and_give_them(string kind) =>
        CheckClosure(
            kind,
            shape => new CFunction(shape.Type, s_int, shape.Type, s_double, s_int),
            "call_",
            (frame, size) =>
            {
                Bytes(frame.Argument(1))[..size].CopyTo(Bytes(frame.Result));
                return Storage.Read<int>(frame.Argument(0)) == 7
                    && Storage.Read<double>(frame.Argument(2)) == 2.5
                    && Storage.Read<int>(frame.Argument(3)) == 9;
            }
        );

    [Theory, MemberData(nameof(ClosureKinds.All), MemberType = typeof(ClosureKinds))]
    public void Callbacks_take_them_where_registers_have_run_out(string kind) =>
        CheckClosure(
            kind,
            shape => new CFunction(
                shape.Type,
                s_int,
                s_int,
                s_int,
                s_int,
                s_int,
                shape.Type,
                s_double,
                shape.Type,
                s_float,
                s_int
            ),
            "call_late_",
            (frame, size) =>
            {
                Bytes(frame.Argument(5))[..size].CopyTo(Bytes(frame.Result));
                return Storage.Read<int>(frame.Argument(4)) == 5
                    && Storage.Read<double>(frame.Argument(6)) == 2.5
                    && Storage.Read<float>(frame.Argument(8)) == 0.5f
                    && Storage.Read<int>(frame.Argument(9)) == 6;
            }
        );

    private static unsafe Span<byte> Bytes(nint address) =>
        address == 0 ? [] : new((void*)address, ByValueShapes.BufferSize);

    /// <summary>Fills what C gives with bytes that all differ, so that none can stand in another's place.</summary>
    private static void Fill(Library library)
    {
        var given = library.Symbol("given");
        for (var i = 0; i < ByValueShapes.BufferSize; i++)
        {
            Bytes(given)[i] = (byte)(48 + (i * 7));
            Bytes(given + ByValueShapes.BufferSize)[i] = (byte)(79 + (i * 7));
        }
        Bytes(library.Symbol("received")).Clear();
        Bytes(library.Symbol("received") + ByValueShapes.BufferSize).Clear();
    }

    private static bool Same(ByValueShapes shapes, Shape shape, int index)
    {
        var given = Bytes(shapes.Library.Symbol("given") + (index * ByValueShapes.BufferSize));
        var received = Bytes(
            shapes.Library.Symbol("received") + (index * ByValueShapes.BufferSize)
        );
        var mask = DataMask.Of(shape.Type);
        for (var i = 0; i < mask.Length; i++)
        {
            if (((given[i] ^ received[i]) & mask[i]) != 0)
            {
                return false;
            }
        }
        return true;
    }

    private static void Check(
        string backendName,
        Func<Shape, CFunction> type,
        Func<ByValueShapes, Shape, PreparedCall, bool> isRight
    )
    {
        var shapes = ByValueShapes.Get();
        var backend = CallBackends.All.First(one => one.Name == backendName);
        var wrong = new List<string>();
        var refused = new List<string>();
        foreach (var shape in shapes.Shapes)
        {
            var signature = new Signature(type(shape));
            if (!backend.CanCall(signature, out var reason))
            {
                refused.Add(reason);
                continue;
            }
            Fill(shapes.Library);
            if (!isRight(shapes, shape, backend.Prepare(signature)))
            {
                wrong.Add(shape.Text);
            }
        }
        Assert.True(
            wrong.Count == 0,
            $"{wrong.Count} of {shapes.Shapes.Length} are wrong:\n{string.Join('\n', wrong)}"
        );
        AssertFewRefused(refused);
    }

    private delegate bool IsRight(ClosureFrame frame, int size);

    private static void CheckClosure(
        string kind,
        Func<Shape, CFunction> type,
        string function,
        IsRight isRight
    )
    {
        var shapes = ByValueShapes.Get();
        var wrong = new List<string>();
        var refused = new List<string>();
        foreach (var shape in shapes.Shapes)
        {
            if (!ClosureKinds.CanMake(kind, type(shape), out var reason))
            {
                refused.Add(reason);
                continue;
            }
            Fill(shapes.Library);
            var calls = 0;
            var size = Layout.Of(shape.Type, HostAbi.Current).Size;
            using var closure = ClosureKinds.Make(
                kind,
                type(shape),
                shape.Text,
                frame => calls += isRight(frame, size) ? 1 : 100,
                (name, error) => wrong.Add($"{name}: {error}")
            );
            var frame = new CallFrame(new ulong[1]);
            frame.SetAddress(0, closure.Address);
            CallBackends
                .Prepare(new Signature(new CFunction(CVoid.Instance, new CPointer(CVoid.Instance))))
                .Invoke(shapes.Library.Symbol(function + shape.Name), frame, 0);
            if (calls != 1 || !Same(shapes, shape, 0))
            {
                wrong.Add(shape.Text);
            }
        }
        Assert.True(
            wrong.Count == 0,
            $"{wrong.Count} of {shapes.Shapes.Length} are wrong:\n{string.Join('\n', wrong)}"
        );
        AssertFewRefused(refused);
    }

    // Shapes of long doubles alone, and of 0 bytes.
    private static void AssertFewRefused(List<string> refused) =>
        Assert.True(refused.Count <= 12, string.Join('\n', refused));
}
