namespace Touchstone.Twin;

/// <param name="Libpython">The shared library of the CPython to host.</param>
/// <param name="Script">The path of <c>worker.py</c>, whose engine runs inside that CPython.</param>
public sealed record TwinOptions(string Libpython, string Script);
