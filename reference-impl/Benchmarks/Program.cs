using System.Runtime.CompilerServices;
using Touchstone.Benchmarks;
using Touchstone.Ffi.Emit;

[assembly: DisableRuntimeMarshalling]

if (BenchLibrary.Compile() is not { } library)
{
    Console.Error.WriteLine(
        "no C compiler: gcc could not be started; on Debian and Ubuntu: apt-get install gcc"
    );
    return 3;
}
EmittedBackend.Register();
using (library)
{
    CallBenchmarks.Run(library);
    CallbackBenchmarks.Run(library);
    FirstCallBenchmarks.Run(library);
    PeerBenchmarks.Run(library);
    DataBenchmarks.Run();
}
return 0;
