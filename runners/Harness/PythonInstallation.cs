using Touchstone.Model;

namespace Touchstone.Harness;

/// <summary>A Python found on the machine, as it describes itself.</summary>
/// <param name="Executable">What to run; symbolic links are resolved only to find duplicates.</param>
/// <param name="Implementation"><c>cpython</c>, <c>pypy</c>, …</param>
/// <param name="Version">Three numbers.</param>
/// <param name="System">As <c>sys.platform</c> has it, without a number at its end: <c>linux</c>.</param>
/// <param name="DataModel"><c>LP64</c>, <c>ILP32</c>, <c>LLP64</c>.</param>
/// <param name="Library">Its libpython as a shared library, for hosting it in a process; null where there is none.</param>
/// <param name="Problem">Why nothing can be run on it, for example that it has no ctypes; null if all is well.</param>
public sealed record PythonInstallation(
    string Executable,
    string Implementation,
    Version Version,
    string System,
    string Architecture,
    string DataModel,
    ByteOrder ByteOrder,
    string? Library,
    string? Problem
)
{
    /// <summary><c>3.11</c>.</summary>
    public string Minor => Version.ToString(2);
}
