using System.CommandLine;
using Microsoft.Win32.SafeHandles;
using Touchstone.Ctypes;
using Touchstone.Reference;
using Touchstone.Twin;

namespace Touchstone.Cli.Commands;

/// <summary>Hidden: what the harness starts as a child process, to be asked over two inherited descriptors.</summary>
internal static class WorkerCommand
{
    public static Command Create()
    {
        var requests = new Option<int>("--in") { Required = true };
        var answers = new Option<int>("--out") { Required = true };
        var profile = new Option<string>("--profile") { Required = true };
        var library = new Option<string>("--libpython") { Required = true };
        var script = new Option<string>("--script") { Required = true };

        var mutant = new Option<string?>("--mutant");
        var reference = new Command(
            "reference",
            "The reference, in the profile of one CPython or in native mode."
        )
        {
            profile,
            mutant,
            requests,
            answers,
        };
        reference.SetAction(parsed =>
        {
            using var input = Open(parsed.GetValue(requests), FileAccess.Read);
            using var output = Open(parsed.GetValue(answers), FileAccess.Write);
            ReferenceWorker.Run(
                input,
                output,
                CtypesProfile.Parse(parsed.GetValue(profile)!),
                parsed.GetValue(mutant)
            );
        });

        var twin = new Command("twin", "The reference and a CPython in one process.")
        {
            library,
            script,
            requests,
            answers,
        };
        twin.SetAction(parsed =>
        {
            using var input = Open(parsed.GetValue(requests), FileAccess.Read);
            using var output = Open(parsed.GetValue(answers), FileAccess.Write);
            TwinWorker.Run(
                input,
                output,
                new TwinOptions(parsed.GetValue(library)!, parsed.GetValue(script)!)
            );
        });

        var worker = new Command("worker", "Answers the harness; see runners/PROTOCOL.md.")
        {
            Hidden = true,
        };
        worker.Add(reference);
        worker.Add(twin);
        return worker;
    }

    private static FileStream Open(int descriptor, FileAccess access) =>
        new(new SafeFileHandle(descriptor, ownsHandle: true), access, bufferSize: 0);
}
