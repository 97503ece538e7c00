using Touchstone.RunnerBenchmarks;

// What the runners cost, beside the targets that they were built for. Nothing is asserted: a busy machine is no bug.
if (args is not ([] or [_]))
{
    Console.Error.WriteLine(
        "usage: bench [PROGRAMS]   how many generated programs to judge, 10000 where it is not said"
    );
    return 2;
}
var root = Clone.Root();
var count = args is [var text]
    ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture)
    : 10_000;
Console.WriteLine($"{"what", -58}{"measured", 14}  target");
ReferenceCost.Measure(root);
await TwinCost.MeasureAsync(root);
return await FuzzCost.MeasureAsync(count);
