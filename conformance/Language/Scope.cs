using Touchstone.Model;

namespace Touchstone.Language;

/// <summary>The names that are known at one point of a program.</summary>
internal sealed class Scope(Scope? outer, bool isCallback)
{
    private readonly Dictionary<string, NameKind> _names = [];

    public Scope? Outer { get; } = outer;

    /// <summary>True for the body of a callback, which may read the names around it but not bind them.</summary>
    public bool IsCallback { get; } = isCallback;

    public NameKind? Find(string name) =>
        _names.TryGetValue(name, out var kind) ? kind : Outer?.Find(name);

    public void Bind(string name, NameKind kind) => _names[name] = kind;

    /// <summary>Whether a callback's body would bind a name that belongs to the program around it.</summary>
    public bool IsBoundOutsideCallback(string name)
    {
        for (var scope = this; scope is not null; scope = scope.Outer)
        {
            if (scope._names.ContainsKey(name))
                return false;
            if (scope.IsCallback)
                return scope.Outer?.Find(name) is NameKind.Variable;
        }

        return false;
    }

    /// <summary>The scope around the innermost callback: where <c>keep</c> binds.</summary>
    public Scope? AroundCallback => IsCallback ? Outer : Outer?.AroundCallback;

    public IEnumerable<string> All => _names.Keys.Concat(Outer?.All ?? []);
}
