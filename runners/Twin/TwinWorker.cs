using System.Text.Json;
using System.Text.Json.Nodes;
using Touchstone.Ctypes;
using Touchstone.Model;
using Touchstone.PythonHost;
using Touchstone.Reference;

namespace Touchstone.Twin;

/// <summary>CPython's ctypes and the reference in one address space, as one worker.</summary>
/// <remarks>
/// CPython runs the same engine as every Python worker. Where a program has sides (<see cref="OnStep"/>), CPython's engine
/// asks at each of them who is to play it, and the reference plays its own on the spot: both work on the same memory.
/// The process cannot fork, so a program that might crash it is not run.
/// </remarks>
public sealed class TwinWorker : IDisposable
{
    private const string Bridge = "touchstone_bridge";

    private readonly WorkerChannel _channel;
    private readonly IPythonFunction _engine;
    private readonly CtypesProfile _profile;
    private readonly string _libpython;

    private ReferenceEngine? _reference;
    private Sides? _sides;

    // The ready message, while CPython's engine makes it.
    private JsonObject? _ready;

    private TwinWorker(WorkerChannel channel, TwinOptions options)
    {
        _channel = channel;
        _libpython = options.Libpython;
        var python = Interpreter.Load(options.Libpython);
        _profile = CtypesProfile.Parse(python.Version.Split(' ', '+')[0]);
        // worker.py imports its neighbours by name. JSON's form of a text is a Python literal, too.
        var directory = JsonSerializer.Serialize(Path.GetDirectoryName(options.Script));
        python.AddModule(
            Bridge,
            $"""
            import sys
            sys.path.insert(0, {directory})
            import {Path.GetFileNameWithoutExtension(options.Script)} as engine

            def answer(line, emit, ask):
                engine.run_request(line, emit, ask)

            """,
            $"{Bridge}.py"
        );
        _engine = python.Function(Bridge, "answer", Emit, AskReference);
    }

    /// <summary>Whether the twin runs a program: what may end the process is not run in it.</summary>
    /// <remarks>One with sides is made for this process: it uses addresses, and so asks for isolation elsewhere.</remarks>
    public static bool Takes(Program program)
    {
        ArgumentNullException.ThrowIfNull(program);
        return program.Isolation == Isolation.Shared || program.HasSides;
    }

    /// <summary>Serves until the coordinator says goodbye or closes its end.</summary>
    /// <exception cref="LibpythonException">The library cannot be hosted.</exception>
    /// <exception cref="FixturesException">The fixture library cannot be loaded.</exception>
    /// <exception cref="PythonHost.PythonException">CPython's engine failed.</exception>
    /// <exception cref="JsonException">A request is none.</exception>
    public static void Run(Stream input, Stream output, TwinOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var channel = new WorkerChannel(input, output);
        using var worker = new TwinWorker(channel, options);
        worker.Serve();
    }

    public void Dispose() => _reference?.Dispose();

    private void Serve()
    {
        while (_channel.Receive() is var (line, message))
        {
            switch ((string?)message["m"])
            {
                case "hello":
                    Greet(message);
                    break;
                case "run":
                    Answer(line, message);
                    break;
                case var unknown:
                    throw new JsonException($"there is no request '{unknown}'");
            }
        }
    }

    private void Greet(JsonObject hello)
    {
        hello["fork"] = false;
        _engine.Call(hello.ToJsonString(ModelJson.Options));
        var ready = _ready ?? throw new JsonException("CPython's engine did not become ready");
        _reference?.Dispose();
        _reference = new ReferenceEngine(
            new ReferenceOptions(
                _profile,
                (string?)hello["fixtures"] ?? throw new JsonException("hello names no fixtures")
            )
        );
        ready["takes"] = new JsonArray("python", "program");
        ready["runtime"]!["name"] = $"twin-{_profile}";
        ready["runtime"]!["path"] = _libpython;
        _channel.Send(ready);
    }

    private void Answer(string line, JsonObject request)
    {
        var key = (string?)request["key"] ?? throw new JsonException("run has no key");
        var program =
            request["program"].Deserialize<Program>(ModelJson.Options)
            ?? throw new JsonException("run has no program");
        var reference = _reference ?? throw new JsonException("run came before hello");
        if (!Takes(program))
        {
            _channel.SendBegin(key);
            _channel.SendEnd(
                key,
                CaseResult.Unanswered(
                    program,
                    Outcome.Unsupported,
                    "the twin has one process for both engines: what may end it is not run"
                )
            );
            return;
        }
        reference.Restore();
        _sides = new Sides(
            reference,
            program,
            observation => _channel.SendObservation(key, observation)
        );
        _engine.Call(line);
        _sides = null;
    }

    /// <summary>CPython's engine has a message for the coordinator.</summary>
    private string? Emit(string line)
    {
        // Only a ready is made before the first program, and it is the one message to be mended.
        if (_sides is null)
            _ready = JsonNode.Parse(line)!.AsObject();
        else
            _channel.Send(line);
        return null;
    }

    private string? AskReference(string question) =>
        (_sides ?? throw new InvalidOperationException("no program is running")).Answer(question);
}
