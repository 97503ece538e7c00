using System.Collections.Immutable;
using System.Numerics;

namespace Touchstone.Language;

/// <summary>What an expression of a case is while it is being lowered to C.</summary>
internal abstract record COperand;

/// <summary>A ctypes object: memory that C can name.</summary>
/// <param name="LValue">A C lvalue without side effects.</param>
/// <param name="IsReversed">An array of scalars in the other byte order: reached through its struct only, never by address.</param>
internal sealed record CObject(CLoweredType Type, string LValue, bool IsReversed = false) : COperand
{
    /// <exception cref="InexpressibleException">It has no address in C.</exception>
    public string Address =>
        IsReversed
            ? throw new InexpressibleException(
                "C has no pointer to an array of the other byte order"
            )
            : $"&{LValue}";
}

/// <summary>A Python value that C holds as a scalar, in a temporary of its own.</summary>
internal sealed record CValue(PythonKind Kind, string CType, string Expression) : COperand;

internal sealed record CIntegerLiteral(BigInteger Value) : COperand;

internal sealed record CBytesLiteral(ImmutableArray<byte> Value) : COperand;

internal sealed record CTextLiteral(string Value) : COperand;

internal sealed record CNone : COperand;

/// <summary>A tuple or a list of values.</summary>
internal sealed record CSequence(bool IsTuple, ImmutableArray<COperand> Items) : COperand;

/// <summary><c>byref(x)</c>: an address that only an argument may be.</summary>
internal sealed record CReference(CLoweredType Target, string Address) : COperand;

/// <summary>A name whose value C does not know.</summary>
internal sealed record CUnknown(string Reason) : COperand;
