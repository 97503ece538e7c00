using System.Globalization;
using System.Text;
using Touchstone.Model;

namespace Touchstone.Language;

/// <summary>
/// C bodies for the functions that generated programs declare, so that C, CPython and the reference all call the same
/// compiled code with shapes that no fixture has. The name of a function says what it does: <c>weigh</c> hashes every leaf
/// of its arguments, <c>echo</c> returns its first argument, <c>relay</c> calls its first argument with the others.
/// </summary>
public static class CFixtures
{
    /// <summary>The functions of one program and their types, to stand after the truth prelude in a shared library.</summary>
    /// <exception cref="ArgumentException">A function's name is none of the three, or C cannot declare its types.</exception>
    public static string Write(Program program)
    {
        var text = new StringBuilder();
        // Never the prefix of the lowered program: both may stand in one translation unit.
        var types = new CTypeTable(
            $"{CLowering.FunctionName(program)}_f",
            CLowering.Declarations(program),
            text
        );
        foreach (var function in program.Functions)
        {
            try
            {
                Write(text, types, function);
            }
            catch (InexpressibleException failure)
            {
                throw new ArgumentException(
                    $"{program.Name}: {function.Name}: {failure.Message}",
                    nameof(program),
                    failure
                );
            }
        }
        return text.ToString();
    }

    /// <summary>Whether C can declare the functions: a reduced program may have lost a type that they need.</summary>
    public static bool CanWrite(Program program)
    {
        try
        {
            _ = Write(program);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static void Write(StringBuilder text, CTypeTable types, FunctionDeclaration function)
    {
        var prototype =
            function.Prototype
            ?? throw new InexpressibleException("a generated function has a prototype");
        var type = types.Function(prototype.Parameters, prototype.Result);
        var body = function.Name switch
        {
            "weigh" => "uint64_t w = TRUTH_WEIGH_START;"
                + string.Concat(
                    type.Parameters.Select(
                        (parameter, i) =>
                            $" w = truth_weigh(w, &{types.Descriptor(parameter)}, &a{i});"
                    )
                )
                + " return w;",
            "echo" => "return a0;",
            "relay" => $"return a0({Names(1, type.Parameters.Length)});",
            _ => throw new InexpressibleException(
                "a generated function is called weigh, echo or relay"
            ),
        };
        var parameters = string.Join(
            ", ",
            type.Parameters.Select((parameter, i) => $"{types.Complete(parameter)} a{i}")
        );
        text.Append(
            CultureInfo.InvariantCulture,
            $"{types.Complete(type.Result)} {function.Symbol}({parameters}) {{ {body} }}\n"
        );
    }

    private static string Names(int from, int to) =>
        string.Join(", ", Enumerable.Range(from, to - from).Select(i => $"a{i}"));
}
