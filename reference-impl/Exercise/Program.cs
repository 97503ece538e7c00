using System.Runtime.CompilerServices;
using Touchstone.Exercise;

[assembly: DisableRuntimeMarshalling]

const string Usage = """
    usage: exercise create KIND COUNT [--leak]   make and drop so many, say how far the memory grew
           exercise kinds                        how many of what can be created
           exercise live                         make and drop a block and a closure, say how many were alive
           exercise exit STATUS                  end the process out of a callback
           exercise plant MISTAKE                make a mistake that memcheck must report: native, storage, freed
    """;

switch (args)
{
    case ["create", var kind, var count]:
        Console.WriteLine(MemoryLevel.Growth(Creations.Of(kind, leaks: false), int.Parse(count)));
        return 0;
    case ["create", var kind, var count, "--leak"]:
        Console.WriteLine(MemoryLevel.Growth(Creations.Of(kind, leaks: true), int.Parse(count)));
        return 0;
    case ["kinds"]:
        foreach (var one in Creations.Kinds)
        {
            Console.WriteLine($"{Creations.CountOf(one)} {one}");
        }
        return 0;
    case ["live"]:
        LiveCounts.Print();
        return 0;
    case ["exit", var status]:
        Endings.ExitOutOfCallback(int.Parse(status));
        return 0;
    case ["plant", var mistake]:
        return Mistakes.Make(mistake) ? 0 : 2;
    default:
        Console.Error.WriteLine(Usage);
        return 2;
}
