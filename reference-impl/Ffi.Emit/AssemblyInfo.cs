using System.Runtime.CompilerServices;

// Also what is emitted on this module's behalf carries blittable types only, and is marshalled by nobody.
[assembly: DisableRuntimeMarshalling]
