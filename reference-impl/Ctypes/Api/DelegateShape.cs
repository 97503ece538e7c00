using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Touchstone.Ctypes;

/// <summary>How a C# value travels to C or from it.</summary>
internal enum Passage
{
    /// <summary>Its bytes: a number, a pointer.</summary>
    Slot,

    /// <summary>Its bytes, in memory of their own: a struct by value.</summary>
    Memory,

    /// <summary>A byte, 0 or 1.</summary>
    Truth,

    /// <summary>A pointer to NUL-terminated UTF-8.</summary>
    Text,

    /// <summary>A pointer to a copy, which is copied back: ref, in, out.</summary>
    Reference,

    /// <summary>A pointer to the pinned items.</summary>
    Array,

    /// <summary>A function pointer.</summary>
    Callback,
}

/// <param name="Type">Without its reference: of <c>ref int</c> it is <c>int</c>.</param>
/// <param name="CType">What C has there.</param>
/// <param name="IsRead">Of a reference: whether C finds a value there, and is not only to leave one.</param>
/// <param name="IsWritten">Of a reference: whether what C leaves there is wanted.</param>
internal sealed record DelegateParameter(
    Type Type,
    Passage Passage,
    CtypesType CType,
    bool IsRead = true,
    bool IsWritten = false
);

/// <summary>A delegate type as a C function type.</summary>
internal sealed record DelegateShape(
    Type DelegateType,
    MethodInfo Invoke,
    ImmutableArray<DelegateParameter> Parameters,
    DelegateParameter? Result,
    CtypesType FunctionType
)
{
    /// <summary>Whether nothing needs help on its way: what a binder of typed delegates takes.</summary>
    public bool IsBlittable =>
        Parameters.All(parameter => parameter.Passage is Passage.Slot or Passage.Memory)
        && Result is null or { Passage: Passage.Slot or Passage.Memory };

    /// <exception cref="CLayoutException">A pointer type, which no expression can hold.</exception>
    public void CheckExpressible()
    {
        var pointer = Parameters
            .Append(Result)
            .FirstOrDefault(parameter => parameter?.Type.IsPointer == true);
        if (pointer is not null)
        {
            throw new CLayoutException(
                $"{DelegateType.Name}: a {pointer.Type.Name} needs the binder of Ffi.Emit, and nothing beside it that is marshalled; say nint"
            );
        }
    }

    /// <exception cref="CLayoutException">A parameter or result that has no counterpart in C.</exception>
    public static DelegateShape Of(CtypesSession session, Type type) =>
        TryOf(session, type, out var shape, out var reason)
            ? shape
            : throw new CLayoutException($"{type.Name}: {reason}");

    [UnconditionalSuppressMessage(
        "Trimming",
        "IL2070",
        Justification = "No trimmer removes a delegate type's Invoke: System.Linq.Expressions relies on it, too."
    )]
    public static bool TryOf(
        CtypesSession session,
        Type type,
        [NotNullWhen(true)] out DelegateShape? shape,
        [NotNullWhen(false)] out string? reason
    )
    {
        reason = null;
        if (session.Shapes.TryGetValue(type, out shape))
            return true;
        if (type.GetMethod("Invoke") is not { } invoke)
        {
            reason = "it does not say what it takes and gives";
            return false;
        }
        var parameters = ImmutableArray.CreateBuilder<DelegateParameter>();
        try
        {
            foreach (var parameter in invoke.GetParameters())
                parameters.Add(Of(session, parameter));
            var result =
                invoke.ReturnType == typeof(void)
                    ? null
                    : Of(session, invoke.ReturnType, "its result");
            if (result?.Passage is Passage.Array or Passage.Callback)
                throw new CLayoutException($"a {invoke.ReturnType.Name} cannot be a result");
            shape = new(
                type,
                invoke,
                parameters.ToImmutable(),
                result,
                session.Types.Function(result?.CType, [.. parameters.Select(p => p.CType)])
            );
        }
        catch (CLayoutException refusal)
        {
            reason = refusal.Message;
            return false;
        }
        session.Shapes[type] = shape;
        return true;
    }

    private static DelegateParameter Of(CtypesSession session, ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (!type.IsByRef)
            return Of(session, type, parameter.Name);
        var target = Of(session, type.GetElementType()!, parameter.Name);
        if (target.Passage is not (Passage.Slot or Passage.Memory))
            throw new CLayoutException(
                $"{parameter.Name}: ref is for numbers and unmanaged structs"
            );
        return new(
            target.Type,
            Passage.Reference,
            target.CType.Pointer(),
            IsRead: !parameter.IsOut,
            IsWritten: !parameter.IsIn
        );
    }

    private static DelegateParameter Of(CtypesSession session, Type type, string? name)
    {
        if (type == typeof(bool))
            return new(type, Passage.Truth, session.Types.Bool);
        if (type == typeof(string))
            return new(type, Passage.Text, session.Types.Text);
        if (type.IsSubclassOf(typeof(Delegate)))
            return new(type, Passage.Callback, session.Types.VoidPointer);
        if (type.IsArray && type.GetElementType() is { IsValueType: true } element)
        {
            // What the array holds must have the layout that C expects.
            return new(type, Passage.Array, StructMapping.Of(session, element).Pointer());
        }
        if (!type.IsValueType && !type.IsPointer || type.IsByRefLike)
            throw new CLayoutException($"{name}: a {type.Name} has no counterpart in C");
        var mapped = StructMapping.Of(session, type);
        return new(
            type,
            Ffi.CallFrame.HoldsAddressOf(mapped.CType) ? Passage.Memory : Passage.Slot,
            mapped
        );
    }
}
