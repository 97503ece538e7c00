using System.Diagnostics.CodeAnalysis;
using Touchstone.Ffi.Types;

namespace Touchstone.Ffi;

/// <summary>Typed delegates that call C functions, and C functions that call typed delegates.</summary>
/// <remarks>
/// Needs code made at run time, so Ffi only declares it (<c>Ffi.Emit</c> implements it, and a program that references that registers it
/// with <see cref="DelegateBinders"/>). A delegate type fits a C function when it has as many parameters, each of an unmanaged type of exactly
/// the C type's size: an integer, enum, <c>bool</c>, <c>char</c>, <c>nint</c> or pointer for an integer or pointer; <c>float</c>
/// and <c>double</c> for themselves only; any unmanaged struct for an aggregate, complex or long double
/// (<see cref="LongDouble"/>). Nothing is marshalled: what travels are the parameter's bytes, in the registers that the C type asks for.
/// </remarks>
public interface IDelegateBinder
{
    /// <summary>By which tests and measurements tell binders apart.</summary>
    string Name { get; }

    /// <summary>Whether <see cref="Bind"/> and <see cref="CreateClosure"/> work for this pair: answered without making anything.</summary>
    /// <param name="delegateType">A closed delegate type, generic or not, without <c>ref</c>, <c>in</c> and <c>out</c>.</param>
    /// <param name="reason">Why not, in a sentence.</param>
    bool CanBind(Type delegateType, CFunction function, [NotNullWhen(false)] out string? reason);

    /// <summary>A delegate that calls the C function at an address, from any thread. Code is made once for each pair of types.</summary>
    /// <param name="address">Trusted: nothing can check that a function of this type is there, nor that it stays loaded.</param>
    /// <param name="swapErrno">Whether each call sees and leaves the thread's copy of errno (<see cref="Errno"/>).</param>
    /// <exception cref="UnsupportedCallException"><see cref="CanBind"/> says no.</exception>
    Delegate Bind(nint address, CFunction function, Type delegateType, bool swapErrno = false);

    /// <summary>A C function pointer that calls a delegate of a type that fits; all else is as <see cref="Closure"/> says.</summary>
    /// <param name="name">For reports.</param>
    /// <param name="onError">As for <see cref="Closure"/>.</param>
    /// <exception cref="UnsupportedCallException"><see cref="CanBind"/> says no.</exception>
    Closure CreateClosure(
        CFunction function,
        string name,
        Delegate target,
        ClosureErrorHandler? onError = null
    );
}
