using System.Runtime.CompilerServices;

[assembly: DisableRuntimeMarshalling]
// The twin plays programs piece by piece; tests look at single observations.
[assembly: InternalsVisibleTo("Touchstone.Twin")]
[assembly: InternalsVisibleTo("Touchstone.Reference.Tests")]
