using System.Runtime.CompilerServices;

// As in Ffi: every signature is blittable.
[assembly: DisableRuntimeMarshalling]
