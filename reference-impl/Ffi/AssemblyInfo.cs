using System.Runtime.CompilerServices;

// Every signature here is blittable, so that nothing is marshalled behind our back and NativeAOT needs no stubs.
[assembly: DisableRuntimeMarshalling]
