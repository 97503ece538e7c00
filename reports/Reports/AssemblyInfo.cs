using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Touchstone.Reports.Tests")]
