using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Touchstone.Cli.Commands;
using Touchstone.CTruth;
using Touchstone.Harness;
using Touchstone.Judging;
using Touchstone.Language;
using Touchstone.PythonHost;
using Touchstone.Reference;

namespace Touchstone.Cli;

/// <summary>The tool's commands, and how their failures become one sentence and an exit code.</summary>
internal static class CommandLine
{
    public static async Task<int> Main(string[] arguments)
    {
        var parsed = Root().Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            // The parser's own action would end with 1, which means something else here.
            return Refused(
                ExitCode.Usage,
                parsed.UnmatchedTokens is [var unknown, ..]
                    ? $"`{unknown}` is no command or option here; see `touchstone --help`"
                    : parsed.Errors[0].Message
            );
        }
        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false }
            );
        }
        catch (Refusal refusal)
        {
            return Refused(refusal.Code, refusal.Message);
        }
        catch (Exception error) when (error is CaseFormatException or ExpectationFormatException)
        {
            return Refused(ExitCode.Usage, error.Message);
        }
        catch (Exception error)
            when (error
                    is RuntimeUnavailableException
                        or CompilerMissingException
                        or IOException
                        or UnauthorizedAccessException
            )
        {
            return Refused(ExitCode.Failure, error.Message);
        }
        catch (Exception error) when (error is LibpythonException or FixturesException)
        {
            return Refused(ExitCode.Failure, error.Message);
        }
        catch (OperationCanceledException)
        {
            return Refused(ExitCode.Incomplete, "stopped before the end");
        }
    }

    private static RootCommand Root()
    {
        var root = new RootCommand(
            "Does this runtime's ctypes behave as CPython's, and as the C compiler's?"
        )
        {
            RunCommand.Create(),
            CasesCommand.Create(),
            ShowCommand.Create(),
            DoctorCommand.Create(),
            FuzzCommand.Create(),
            WorkerCommand.Create(),
        };
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Action = new HelpWithExample((HelpAction)help.Action!);
        }
        return root;
    }

    private static int Refused(int code, string message)
    {
        Console.Error.WriteLine($"touchstone: {message}");
        return code;
    }

    private sealed class HelpWithExample(HelpAction help) : SynchronousCommandLineAction
    {
        // Who asks for help need not have named the case yet.
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var code = help.Invoke(parseResult);
            if (parseResult.CommandResult.Command is ExampleCommand { Example: var example })
            {
                Console.Out.WriteLine($"Example:\n  {example}\n");
            }
            return code;
        }
    }
}

/// <summary>A command whose help ends with a line to copy.</summary>
internal sealed class ExampleCommand(string name, string description, string example)
    : Command(name, description)
{
    public string Example => example;
}
