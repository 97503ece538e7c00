using Touchstone.Ffi.Types;

namespace Touchstone.Ffi.Tests;

/// <summary>Every scalar of C through a call and back, and through a callback: C's own echo is the answer.</summary>
public sealed class ScalarCallTests
{
    private static readonly CScalar s_int = new(ScalarKind.Int);
    private static readonly CScalar s_double = new(ScalarKind.Double);

    // The bytes of a value each: of both signs, so that a wrong widening shows.
    private static readonly (string Name, ScalarKind Kind, string[] Values)[] s_scalars =
    [
        ("char", ScalarKind.Char, ["41", "e9"]),
        ("bool", ScalarKind.Bool, ["00", "01"]),
        ("wchar", ScalarKind.WChar, ["00f60100", "ffffffff"]),
        ("schar", ScalarKind.SignedChar, ["7f", "80"]),
        ("uchar", ScalarKind.UnsignedChar, ["7f", "ff"]),
        ("short", ScalarKind.Short, ["ff7f", "0080"]),
        ("ushort", ScalarKind.UnsignedShort, ["ff7f", "ffff"]),
        ("int", ScalarKind.Int, ["ffffff7f", "00000080"]),
        ("uint", ScalarKind.UnsignedInt, ["ffffff7f", "ffffffff"]),
        ("long", ScalarKind.Long, ["8877665544332211", "ffffffffffffffff"]),
        ("ulong", ScalarKind.UnsignedLong, ["8877665544332211", "ffffffffffffffff"]),
        ("longlong", ScalarKind.LongLong, ["8877665544332211", "0000000000000080"]),
        ("float", ScalarKind.Float, ["000020c0", "0000807f"]),
        ("double", ScalarKind.Double, ["00000000000004c0", "0000000000000080"]),
        (
            "longdouble",
            ScalarKind.LongDouble,
            ["abaaaaaaaaaaaaaafd3f000000000000", "0000000000000080ff7f000000000000"]
        ),
        ("complexfloat", ScalarKind.ComplexFloat, ["0000803f000020c0"]),
        ("complex", ScalarKind.ComplexDouble, ["000000000000f03f00000000000004c0"]),
        (
            "complexlongdouble",
            ScalarKind.ComplexLongDouble,
            ["abaaaaaaaaaaaaaafd3f0000000000000000000000000080ff3f000000000000"]
        ),
    ];

    public static TheoryData<string, string, ScalarKind, string> Questions =>
        new(
            from backend in CallBackends.All
            from scalar in s_scalars
            from value in scalar.Values
            select (backend.Name, scalar.Name, scalar.Kind, value)
        );

    public static TheoryData<string, string, ScalarKind, string> Values =>
        new(
            from closures in ClosureKinds.All
            from scalar in s_scalars
            from value in scalar.Values
            select (closures.Data, scalar.Name, scalar.Kind, value)
        );

    [Theory, MemberData(nameof(Questions))]
    public unsafe void A_scalar_comes_back_as_it_went(
        string backendName,
        string name,
        ScalarKind kind,
        string hex
    )
    {
        var type = new CScalar(kind);
        var backend = CallBackends.All.First(one => one.Name == backendName);
        var signature = new Signature(new CFunction(type, s_int, s_double, type, s_int));
        if (!backend.CanCall(signature, out var reason))
        {
            // What else a back-end leaves to libffi would show here.
            Assert.NotEqual("libffi", backend.Name);
            Assert.Contains("x87", reason);
            return;
        }
        var value = Convert.FromHexString(hex);
        var result = new byte[value.Length];
        fixed (
            byte* from = value,
                into = result
        )
        {
            var frame = new CallFrame(stackalloc ulong[4]);
            frame.Set(0, 7);
            frame.Set(1, 2.5);
            Set(frame, 2, type, (nint)from, value.Length);
            frame.Set(3, 9);
            backend
                .Prepare(signature)
                .Invoke(Fixture.Library.Symbol($"echo_{name}"), frame, (nint)into);
        }
        Assert.Equal(hex, Convert.ToHexStringLower(result));
    }

    [Theory, MemberData(nameof(Values))]
    public unsafe void A_scalar_goes_through_a_callback_and_comes_back(
        string closures,
        string name,
        ScalarKind kind,
        string hex
    )
    {
        var type = new CScalar(kind);
        var value = Convert.FromHexString(hex);
        var result = new byte[value.Length];
        if (!ClosureKinds.CanMake(closures, new CFunction(type, type, s_int), out var reason))
        {
            Assert.Equal("emitted", closures);
            Assert.Contains("x87", reason);
            return;
        }
        using var closure = ClosureKinds.Make(
            closures,
            new CFunction(type, type, s_int),
            name,
            frame =>
            {
                Assert.Equal(9, Storage.Read<int>(frame.Argument(1)));
                Storage.Move(frame.Result, frame.Argument(0), value.Length);
            }
        );
        fixed (
            byte* from = value,
                into = result
        )
        {
            var frame = new CallFrame(stackalloc ulong[2]);
            frame.SetAddress(0, closure.Address);
            Set(frame, 1, type, (nint)from, value.Length);
            CallBackends
                .Prepare(new Signature(new CFunction(type, new CPointer(CVoid.Instance), type)))
                .Invoke(Fixture.Library.Symbol($"through_{name}"), frame, (nint)into);
        }
        Assert.Equal(hex, Convert.ToHexStringLower(result));
    }

    [Theory, MemberData(nameof(ClosureKinds.All), MemberType = typeof(ClosureKinds))]
    public void A_narrow_callback_result_arrives_widened(string closures)
    {
        var pointer = new CPointer(CVoid.Instance);
        using var minusOne = ClosureKinds.Make(
            closures,
            new CFunction(new CScalar(ScalarKind.SignedChar)),
            "minus one",
            frame => Storage.Write<sbyte>(frame.Result, -1)
        );
        using var large = ClosureKinds.Make(
            closures,
            new CFunction(new CScalar(ScalarKind.UnsignedShort)),
            "large",
            frame => Storage.Write<ushort>(frame.Result, 65535)
        );
        Assert.Equal(
            -1,
            Fixture.Call<long>(
                "widened",
                new CFunction(new CScalar(ScalarKind.Long), pointer),
                (ulong)minusOne.Address
            )
        );
        Assert.Equal(
            65535UL,
            Fixture.Call<ulong>(
                "widened_unsigned",
                new CFunction(new CScalar(ScalarKind.UnsignedLong), pointer),
                (ulong)large.Address
            )
        );
    }

    private static void Set(CallFrame frame, int index, CType type, nint bytes, int size)
    {
        frame.SetAddress(index, bytes);
        if (!CallFrame.HoldsAddressOf(type))
        {
            ulong slot = 0;
            for (var i = size - 1; i >= 0; i--)
            {
                slot = (slot << 8) | Storage.Read<byte>(bytes + i);
            }
            frame.Set(index, slot);
        }
    }
}
