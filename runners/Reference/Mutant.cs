using System.Collections.Immutable;
using Touchstone.Ctypes;

namespace Touchstone.Reference;

/// <summary>The reference with one rule broken on purpose, so that tests can see whether the judge notices.</summary>
/// <remarks>Each breaks what it breaks between the interpreter and ctypes: nothing in ctypes knows of it.</remarks>
internal static class Mutant
{
    private static readonly ImmutableSortedDictionary<
        string,
        Func<CtypesSession, Semantics>
    > Makers = new Dictionary<string, Func<CtypesSession, Semantics>>
    {
        ["nested-get-copies"] = session => new NestedGetCopies(session),
        ["field-offset-off"] = session => new FieldOffsetOff(session),
        ["sign-lost"] = session => new SignLost(session),
        ["keep-alive-dropped"] = session => new KeepAliveDropped(session),
        ["errno-not-swapped"] = session => new ErrnoNotSwapped(session),
        ["short-set-fills"] = session => new ShortSetFills(session),
        ["exception-swallowed"] = session => new ExceptionSwallowed(session),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    public static IEnumerable<string> Names => Makers.Keys;

    public static Semantics Make(string name, CtypesSession session) => Makers[name](session);

    /// <summary>A struct or array inside another comes out as a copy.</summary>
    private sealed class NestedGetCopies(CtypesSession session) : Semantics(session)
    {
        public override Value GetAttribute(Value target, string name) =>
            Copied(base.GetAttribute(target, name));

        public override Value GetItem(Value target, Value key) => Copied(base.GetItem(target, key));

        private Value Copied(Value value) =>
            value.TryAs<CData>() is { Base: not null } data && data.Type.IsAggregate
                ? Session.FromBufferCopy(data.Type, value)
                : value;
    }

    /// <summary>The second field of a struct begins where the first does.</summary>
    private sealed class FieldOffsetOff(CtypesSession session) : Semantics(session)
    {
        public override void SetFields(CtypesType type, IReadOnlyList<FieldDeclaration> fields)
        {
            if (type.Kind == TypeKind.Structure && fields is [{ Bits: null }, { Bits: null }, ..])
                base.SetFields(type, [fields[1], fields[0], .. fields.Skip(2)]);
            else
                base.SetFields(type, fields);
        }
    }

    /// <summary>Negative integers come out as if their type had no sign.</summary>
    private sealed class SignLost(CtypesSession session) : Semantics(session)
    {
        public override Value GetAttribute(Value target, string name) =>
            base.GetAttribute(target, name) is { Kind: ValueKind.Integer } value
            && value.AsInteger() is { Sign: < 0 } negative
                ? negative + (1L << 32)
                : base.GetAttribute(target, name);
    }

    /// <summary><c>pointer(x)</c> points to x without keeping it.</summary>
    private sealed class KeepAliveDropped(CtypesSession session) : Semantics(session)
    {
        public override Value Pointer(Value target)
        {
            var pointer = base.Pointer(target);
            return Session.FromBufferCopy(pointer.As<CData>().Type, pointer);
        }
    }

    /// <summary>Functions leave ctypes' copy of errno alone.</summary>
    private sealed class ErrnoNotSwapped(CtypesSession session) : Semantics(session)
    {
        public override CLibrary Load(string path, bool usesErrno) =>
            base.Load(path, usesErrno: false);
    }

    /// <summary>A string shorter than its character array wipes out the rest of the array.</summary>
    private sealed class ShortSetFills(CtypesSession session) : Semantics(session)
    {
        public override void SetAttribute(Value target, string name, Value value)
        {
            if (value.TryAs<PyBytes>() is { } bytes && Array(target, name) is { } array)
            {
                Session.MemSet((long)Session.AddressOf(array), 0, (long)array.Size);
                base.SetAttribute(target, name, bytes);
            }
            else
            {
                base.SetAttribute(target, name, value);
            }
        }

        // The array that a set of target.name writes into; null where it is none.
        private CData? Array(Value target, string name)
        {
            if (target.TryAs<CData>() is not { } data || data.Type.Kind == TypeKind.Array)
                return target.TryAs<CData>();
            var field = data.Type.Fields.FirstOrDefault(field => field.Name == name);
            return field is { Type.Kind: TypeKind.Array }
                ? Session
                    .FromAddress(field.Type, (long)(Session.AddressOf(target) + field.Offset))
                    .As<CData>()
                : null;
        }
    }

    /// <summary>An index out of range reads as None and writes nowhere.</summary>
    private sealed class ExceptionSwallowed(CtypesSession session) : Semantics(session)
    {
        public override Value GetItem(Value target, Value key)
        {
            try
            {
                return base.GetItem(target, key);
            }
            catch (PythonException)
            {
                return Value.None;
            }
        }

        public override void SetItem(Value target, Value key, Value value)
        {
            try
            {
                base.SetItem(target, key, value);
            }
            catch (PythonException)
            {
                // This is what is broken.
            }
        }
    }
}
