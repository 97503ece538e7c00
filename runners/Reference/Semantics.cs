using Touchstone.Ctypes;

namespace Touchstone.Reference;

/// <summary>What the interpreter does to ctypes objects and types, each one operation of the session.</summary>
/// <remarks>
/// It adds nothing: it is the seam at which a <see cref="Mutant"/> makes the reference wrong on purpose. Operations that
/// no mutant changes are called on <see cref="Session"/> itself.
/// </remarks>
internal class Semantics(CtypesSession session)
{
    public CtypesSession Session { get; } = session;

    public virtual Value GetAttribute(Value target, string name) =>
        Session.GetAttribute(target, name);

    public virtual void SetAttribute(Value target, string name, Value value) =>
        Session.SetAttribute(target, name, value);

    public virtual Value GetItem(Value target, Value key) => Session.GetItem(target, key);

    public virtual void SetItem(Value target, Value key, Value value) =>
        Session.SetItem(target, key, value);

    public virtual Value Call(Value callee, ReadOnlySpan<Value> arguments) =>
        Session.Call(callee, arguments);

    public virtual Value Pointer(Value target) => Session.Pointer(target);

    public virtual void SetFields(CtypesType type, IReadOnlyList<FieldDeclaration> fields) =>
        Session.Types.SetFields(type, fields);

    public virtual CLibrary Load(string path, bool usesErrno) => Session.Load(path, usesErrno);
}
