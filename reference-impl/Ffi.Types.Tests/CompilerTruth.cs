using System.Globalization;
using System.Text;

namespace Touchstone.Ffi.Types.Tests;

/// <summary>What a C compiler says of many shapes, in the lines of <see cref="LayoutText"/>: one program, compiled and run.</summary>
internal static class CompilerTruth
{
    public static string[] Ask(string compiler, IReadOnlyList<Shape> shapes)
    {
        var directory = Directory.CreateTempSubdirectory("layout-truth-");
        try
        {
            var (source, program) = (
                Path.Combine(directory.FullName, "truth.c"),
                Path.Combine(directory.FullName, "truth")
            );
            File.WriteAllText(source, Program(shapes));
            Command.Run(compiler, ["-std=gnu11", "-w", "-O0", "-o", program, source]);
            return Command.Run(program, []).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static string Program(IReadOnlyList<Shape> shapes)
    {
        var c = new StringBuilder(
            """
            #include <stddef.h>
            #include <stdio.h>
            #include <string.h>
            static void image(const void *object, size_t size)
            {
                printf(" #");
                for (size_t i = 0; i < size; i++) printf("%02x", ((const unsigned char *)object)[i]);
            }

            """
        );
        var main = new StringBuilder();
        foreach (var shape in shapes)
        {
            c.Append(shape.C);
            c.Append(
                CultureInfo.InvariantCulture,
                $"static void ask_{shape.Name}(void)\n{{\n    {shape.Name} o;\n"
            );
            c.Append(
                CultureInfo.InvariantCulture,
                $"    printf(\"%zu %zu\", sizeof o, _Alignof({shape.Name}));\n"
            );
            foreach (var (path, field) in shape.Members)
            {
                var size = field.IsFlexible ? "(size_t)0" : $"sizeof o.{path}";
                var question = field.BitWidth is null
                    ? $"printf(\" %zu+%zu\", offsetof({shape.Name}, {path}), {size});"
                    : $"memset(&o, 0, sizeof o); o.{path} = -1; image(&o, sizeof o);";
                c.Append("    ").Append(question).Append('\n');
            }
            c.Append("    puts(\"\");\n}\n");
            main.Append(CultureInfo.InvariantCulture, $"    ask_{shape.Name}();\n");
        }
        return c.Append(CultureInfo.InvariantCulture, $"int main(void)\n{{\n{main}}}\n").ToString();
    }
}
