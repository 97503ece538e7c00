using Touchstone.PythonHost;

namespace Touchstone.Twin.Tests;

/// <summary>What every implementation of <see cref="IPythonHost"/> must do.</summary>
public sealed class HostTests
{
    private const string Module = """
        import sys

        def echo(text):
            return text

        def length(text):
            return str(len(text))

        def surrogate(text):
            return u'\ud800' + text

        def nothing(text):
            pass

        def number(text):
            return 1

        def fail(text):
            raise KeyError(text)

        def ask(text, first, second):
            return str(first(text)) + str(second(text))

        def survive(text, callable):
            try:
                callable(text)
            except RuntimeError as error:
                return str(error)
        """;

    // A process has one Python, and a Python that was loaded stays.
    private static readonly Lazy<IPythonHost> Loaded = new(() =>
    {
        var host = Interpreter.Load(Pythons.Any().Library!);
        host.AddModule("hosted", Module, "hosted.py");
        return host;
    });

    private static IPythonHost Host
    {
        get
        {
            _ = Pythons.Any();
            return Loaded.Value;
        }
    }

    private static string Call(string function, string argument) =>
        Host.Function("hosted", function).Call(argument);

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("naïve 漢字 😀")]
    public void Text_comes_back_as_it_went_in(string text) =>
        Assert.Equal(text, Call("echo", text));

    [Fact]
    public void Long_text_comes_back_as_it_went_in()
    {
        var text = new string('é', 100_000);
        Assert.Equal(text, Call("echo", text));
    }

    [Fact]
    public void Text_beyond_the_basic_plane_is_one_character_to_python() =>
        Assert.Equal("1", Call("length", "😀"));

    [Fact]
    public void Lone_surrogate_in_a_result_is_kept() =>
        Assert.Equal("\ud800x", Call("surrogate", "x"));

    [Fact]
    public void None_comes_back_empty() => Assert.Equal("", Call("nothing", "x"));

    [Theory]
    [InlineData("fail", "KeyError", "'x'")]
    [InlineData("number", "TypeError", null)]
    public void Python_exception_is_thrown_with_its_class(
        string function,
        string className,
        string? text
    )
    {
        var error = Assert.Throws<PythonException>(() => Call(function, "x"));
        Assert.Equal(className, error.ClassName);
        if (text is not null)
            Assert.Equal($"{className}: {text}", error.Message);
    }

    [Fact]
    public void Python_is_usable_after_an_exception()
    {
        Assert.Throws<PythonException>(() => Call("fail", "x"));
        Assert.Equal("y", Call("echo", "y"));
    }

    [Fact]
    public void Source_that_does_not_compile_is_an_exception()
    {
        var error = Assert.Throws<PythonException>(() =>
            Host.AddModule("broken", "def", "broken.py")
        );
        Assert.Equal("SyntaxError", error.ClassName);
    }

    [Fact]
    public void Module_that_is_not_there_is_an_exception() =>
        Assert.Equal(
            "ModuleNotFoundError",
            Assert.Throws<PythonException>(() => Host.Function("absent", "f")).ClassName
        );

    [Fact]
    public void Function_that_is_not_there_is_an_exception() =>
        Assert.Equal(
            "AttributeError",
            Assert.Throws<PythonException>(() => Host.Function("hosted", "absent")).ClassName
        );

    [Fact]
    public void Callables_are_called_in_turn_with_their_own_answers() =>
        Assert.Equal(
            "x!None",
            Host.Function("hosted", "ask", text => text + "!", _ => null).Call("x")
        );

    [Fact]
    public void What_a_callable_throws_is_a_python_exception() =>
        Assert.Equal(
            "InvalidOperationException: refused",
            Host.Function("hosted", "survive", _ => throw new InvalidOperationException("refused"))
                .Call("x")
        );

    [Fact]
    public void Host_is_called_from_any_thread()
    {
        var answers = new string[8];
        Parallel.For(0, answers.Length, i => answers[i] = Call("echo", $"{i}"));
        Assert.Equal(Enumerable.Range(0, answers.Length).Select(i => $"{i}"), answers);
    }

    [Fact]
    public void Version_is_what_the_installation_says_of_itself() =>
        Assert.StartsWith($"{Pythons.Any().Version} ", Host.Version);

    [Fact]
    public void Second_python_in_a_process_is_refused()
    {
        _ = Host;
        Assert.Throws<InvalidOperationException>(() => Interpreter.Load(Pythons.Any().Library!));
    }
}
