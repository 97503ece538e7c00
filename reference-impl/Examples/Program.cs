using Touchstone.Examples;

// dotnet run -- NAME: one example; without a name, all of them.
foreach (var (name, run) in Catalogue.All)
{
    if (args.Length == 0 || args.Contains(name))
    {
        Console.WriteLine($"== {name}");
        run(Console.Out);
    }
}
