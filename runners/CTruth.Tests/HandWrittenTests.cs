using System.Diagnostics;

namespace Touchstone.CTruth.Tests;

/// <summary>The truth equals what a person writes in C and a compiler compiles.</summary>
public sealed class HandWrittenTests
{
    private const string Int =
        """printf("{\"kind\":\"value\",\"value\":{\"t\":\"int\",\"v\":\"%lld\"}}\n", (long long)(EXPRESSION));""";

    /// <summary>Declarations and steps of a program that observes <c>answer</c>, and the body of a C main that prints it.</summary>
    public static TheoryData<string, string, string> Table =>
        new()
        {
            {
                "types: {S: \"struct { u8 a; i32 b:5; i32 c:20; i64 d }\"}",
                "layout answer: S",
                """
                    struct S { uint8_t a; int32_t b:5; int32_t c:20; int64_t d; };
                    struct S b = {0}, c = {0}; b.b = -1; c.c = -1;
                    printf("{\"kind\":\"layout\",\"size\":%zu,\"alignment\":%zu,\"fields\":[", sizeof(struct S), _Alignof(struct S));
                    printf("{\"name\":\"a\",\"offset\":%zu,\"size\":1},{\"name\":\"b\",\"bits\":5,\"image\":\"", offsetof(struct S, a));
                    for (size_t i = 0; i < sizeof b; i++) printf("%02x", ((unsigned char *)&b)[i]);
                    printf("\"},{\"name\":\"c\",\"bits\":20,\"image\":\"");
                    for (size_t i = 0; i < sizeof c; i++) printf("%02x", ((unsigned char *)&c)[i]);
                    printf("\"},{\"name\":\"d\",\"offset\":%zu,\"size\":8}]}\n", offsetof(struct S, d));
                    """
            },
            {
                "types: {S: \"struct pack(1) { char a; i32 b; i16 c:9; i16 d:9 }\"}",
                "x = S(b\"z\", -2, 5, -7)\nobserve answer: x.d",
                """
                    #pragma pack(push, 1)
                    struct S { char a; int32_t b; int16_t c:9; int16_t d:9; };
                    #pragma pack(pop)
                    struct S x = {'z', -2, 5, -7};
                    """ + Int.Replace("EXPRESSION", "x.d", StringComparison.Ordinal)
            },
            {
                "types: {U: \"union { i32 i; u8[4] b; f32 f }\"}",
                "u = U()\nu.f = 1.5\nu.b[0] = 7\nobserve answer: u.i",
                "union { int32_t i; uint8_t b[4]; float f; } u; u.f = 1.5f; u.b[0] = 7;"
                    + Int.Replace("EXPRESSION", "u.i", StringComparison.Ordinal)
            },
            {
                "types: {P: \"struct { int x; int y }\", A: \"P[2]\"}",
                "a = A((1, 1), (2, 2))\na[0], a[1] = a[1], a[0]\nobserve answer: a[1].x",
                "struct P { int x, y; } a[2] = {{1, 1}, {2, 2}}; a[0] = a[1]; a[1] = a[0];"
                    + Int.Replace("EXPRESSION", "a[1].x", StringComparison.Ordinal)
            },
            {
                "types: {P: \"struct { int x; int y }\", PP: \"P*\"}",
                "a = P(1, 2)\nb = P(3, 4)\np = pointer(a)\nc = p.contents\np.contents = b\np[0].x = 30\nc.y = 5\nobserve answer: (a.y, b.x)",
                """
                    struct P { int x, y; } a = {1, 2}, b = {3, 4}, *p = &a, *c = p; p = &b; p[0].x = 30; c->y = 5;
                    printf("{\"kind\":\"value\",\"value\":{\"t\":\"tuple\",\"v\":[{\"t\":\"int\",\"v\":\"%d\"},{\"t\":\"int\",\"v\":\"%d\"}]}}\n", a.y, b.x);
                    """
            },
            {
                "types: {B: \"struct big { u16 a; i32 b }\"}",
                "x = B(0x1234, -2)\nbytes answer: x",
                """
                    unsigned char x[8] = {0x12, 0x34, 0, 0, 0xff, 0xff, 0xff, 0xfe};
                    printf("{\"kind\":\"bytes\",\"hex\":\"");
                    for (int i = 0; i < 8; i++) printf("%02x", x[i]);
                    printf("\",\"mask\":\"ffff0000ffffffff\"}\n");
                    """
            },
            {
                "types: {M: \"sub int\", S: \"struct { i16 n; f32 f; M m; char[3] t }\"}",
                "s = S(70000, 0.1, 9, b\"ab\")\nobserve answer: s",
                """
                    double f = 0.1f; uint64_t bits; memcpy(&bits, &f, 8);
                    printf("{\"kind\":\"value\",\"value\":{\"t\":\"data\",\"type\":\"S\",\"v\":[[\"n\",{\"t\":\"int\",\"v\":\"%d\"}],", (int16_t)70000);
                    printf("[\"f\",{\"t\":\"f64\",\"v\":\"%016llx\"}],", (unsigned long long)bits);
                    printf("[\"m\",{\"t\":\"data\",\"type\":\"M\",\"v\":{\"t\":\"int\",\"v\":\"9\"}}],[\"t\",{\"t\":\"bytes\",\"v\":\"6162\"}]]}}\n");
                    """
            },
            {
                "types: {S: \"struct { char[4] t; char[2][2] u }\"}",
                "s = S(b\"ab\")\nobserve answer: (s.t, s.u[0])",
                """
                    printf("{\"kind\":\"value\",\"value\":{\"t\":\"tuple\",\"v\":[{\"t\":\"bytes\",\"v\":\"6162\"},");
                    printf("{\"t\":\"data\",\"type\":\"c1[2]\",\"v\":[{\"t\":\"bytes\",\"v\":\"00\"},{\"t\":\"bytes\",\"v\":\"00\"}]}]}}\n");
                    """
            },
            {
                "types: {CB: \"fn(int, f64) -> int\"}",
                "callback f = CB(n, d) { return cmp(n, 5) }\nobserve answer: f(3, 0.5)",
                Int.Replace("EXPRESSION", "-1", StringComparison.Ordinal)
            },
            {
                "types: {I: \"int[4]\"}",
                "i = I(1, 2, 3)\nobserve answer: i[::-2]",
                """
                    int i[4] = {1, 2, 3};
                    printf("{\"kind\":\"value\",\"value\":{\"t\":\"list\",\"v\":[{\"t\":\"int\",\"v\":\"%d\"},{\"t\":\"int\",\"v\":\"%d\"}]}}\n", i[3], i[1]);
                    """
            },
            {
                "types: {B: \"struct { i32 a }\", D: \"struct extends(B) { i64 b }\"}",
                "d = D(1, 2)\nobserve answer: (d.a, sizeof(D))",
                """
                    struct B { int32_t a; }; struct D { struct B base; int64_t b; };
                    printf("{\"kind\":\"value\",\"value\":{\"t\":\"tuple\",\"v\":[{\"t\":\"int\",\"v\":\"1\"},{\"t\":\"int\",\"v\":\"%zu\"}]}}\n", sizeof(struct D));
                    """
            },
        };

    [Theory, MemberData(nameof(Table))]
    public async Task The_truth_is_what_hand_written_C_prints(
        string declarations,
        string steps,
        string c
    )
    {
        var truth = await Ask.OneAsync(Ask.Program(declarations, steps));

        Assert.Equal(Ask.Normal(await PrintedAsync(c)), Ask.Body(truth, "answer"));
    }

    private static async Task<string> PrintedAsync(string body)
    {
        var directory = Directory.CreateTempSubdirectory("touchstone-hand-");
        try
        {
            var source = Path.Combine(directory.FullName, "hand.c");
            var program = Path.Combine(directory.FullName, "hand");
            await File.WriteAllTextAsync(
                source,
                $"#include <stddef.h>\n#include <stdint.h>\n#include <stdio.h>\n#include <string.h>\nint main(void) {{\n{body}\nreturn 0; }}\n",
                TestContext.Current.CancellationToken
            );
            var compiler = await CCompiler.FindAsync(
                cancellation: TestContext.Current.CancellationToken
            );
            using (
                var compiling = Process.Start(
                    compiler.Path,
                    ["-std=gnu11", "-w", source, "-o", program]
                )
            )
            {
                await compiling.WaitForExitAsync(TestContext.Current.CancellationToken);
                Assert.Equal(0, compiling.ExitCode);
            }
            using var running = Process.Start(
                new ProcessStartInfo(program)
                {
                    RedirectStandardOutput = true,
                    UseShellExecute = false,
                }
            )!;
            return await running.StandardOutput.ReadToEndAsync(
                TestContext.Current.CancellationToken
            );
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
