namespace Touchstone.Ctypes.Tests;

/// <summary>Where CPython is wrong and C is right: the answers come from C, through native.c.</summary>
public sealed class CompilerAgreementTests
{
    private const string Shapes = """
        class Packed(Structure): _pack_ = 1; _fields_ = [('a', c_char), ('b', c_int), ('c', c_byte)]
        class Number(Union): _fields_ = [('d', c_double), ('i', c_longlong)]
        class Point(Structure): _fields_ = [('x', c_int), ('y', c_int)]
        class Flags(Structure): _fields_ = [('a', c_bool, 1), ('b', c_bool, 1), ('c', c_uint, 3)]
        class PackedBits(Structure): _pack_ = 1; _fields_ = [('a', c_int, 5), ('b', c_longlong, 33), ('c', c_short, 9)]
        """;

    /// <summary>By value C is followed in every profile: CPython's own answer is a crash or corruption.</summary>
    [Theory]
    [InlineData("3.8")]
    [InlineData("3.15")]
    [InlineData("native")]
    public void Packed_structs_and_unions_travel_by_value_as_in_C(string profile)
    {
        Same(
            profile,
            "f = lib.weigh_packed; f.restype = c_long; f(Packed(1, -2, 3), 4)",
            "int 4281"
        );
        Same(
            profile,
            "f = lib.weigh_number; f.restype = c_double; f(Number(1.5), c_double(2)) == 21.5",
            "True"
        );
        Same(
            profile,
            "f = lib.make_number; f.restype = Number; f.argtypes = [c_double]; f(2.5).d == 2.5",
            "True"
        );
        Same(
            profile,
            "f = lib.make_packed; f.restype = Packed; r = f(-7); r.b, r.c",
            "tuple(int -7, int 3)"
        );
    }

    [Fact]
    public void A_callback_of_the_native_profile_gives_C_a_struct() =>
        Same(
            "native",
            "C = CFUNCTYPE(Point, c_int); lib.call_for_point(C(lambda n: Point(n, 6)), 5)",
            "int 506"
        );

    [Fact]
    public void A_bool_bit_field_of_the_native_profile_is_its_own_bit() =>
        Same(
            "native",
            "f = Flags(); lib.fill_flags(byref(f)); g = Flags(False, True, 5); f, bytes(f) == bytes(g)",
            "tuple(Flags(a=False, b=True, c=int 5), True)"
        );

    [Fact]
    public void Packed_bit_fields_of_the_native_profile_lie_where_gcc_puts_them() =>
        Same(
            "native",
            "p = PackedBits(); lib.fill_packed_bits(byref(p)); p.a, p.b == 2**31, p.c, sizeof(p) == lib.size_of_packed_bits()",
            "tuple(int -3, True, int 77, True)"
        );

    private static void Same(string profile, string snippet, string expected)
    {
        Assert.SkipWhen(CompiledLibrary.Path is null, "there is no C compiler on this machine");
        var scope = new Scope(Sessions.Of(CtypesProfile.Parse(profile)));
        scope["lib"] = Value.Of(scope.Session.Load(CompiledLibrary.Path));
        _ = Snippet.Parse(Shapes)(scope);
        Assert.Equal(expected, AnswerForm.Of(Snippet.Parse(snippet)(scope)));
    }
}
