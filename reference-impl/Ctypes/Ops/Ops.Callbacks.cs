using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Touchstone.Ffi;
using Touchstone.Ffi.Types;

namespace Touchstone.Ctypes;

// Python functions that C can call.
public static unsafe partial class Ops<H, R>
{
    /// <summary>Makes a function pointer object of a Python function: it owns the thunk, which owns the stub and the function.</summary>
    private static bool BindCallback(R pointer, R callable)
    {
        var type = H.TypeOf(pointer);
        if (type.Parameters is null)
        {
            return H.Raise(
                ErrorKind.TypeError,
                "cannot construct instance of this class: no argtypes"
            );
        }
        if (!CanReturn(type))
            return H.Raise(ErrorKind.TypeError, "invalid result type for callback function");
        var thunk = H.NewThunk(callable);
        Closure closure;
        try
        {
            closure = new Closure(
                type.CallbackType ??= CallbackTypeOf(type),
                $"{type.Name} of {H.RepresentationOf(callable)}",
                // The thunk owns the closure, so that this reference to it is borrowed, and no root.
                frame => Answer(type, thunk, frame),
                // Of errors that are none of the host's: a call that came too late, above all.
                (_, error) => H.ReportUnraised(type, H.TakeError(error), error.Message, H.None)
            );
        }
        catch (UnsupportedCallException reason)
        {
            return H.Raise(ErrorKind.NotImplementedError, reason.Message);
        }
        H.SetClosure(thunk, closure);
        Unsafe.WriteUnaligned(H.AddressOf(pointer), closure.Address);
        return Keep(pointer, 0, thunk);
    }

    /// <summary>CPython gives C only simple values; the native profile also aggregates and pointers.</summary>
    private static bool CanReturn(CtypesType type) =>
        type.Result is null or { Kind: TypeKind.Simple }
        || (type.Profile.NativeAbi && type.Result.Kind is not (TypeKind.Array or TypeKind.Foreign));

    private static CFunction CallbackTypeOf(CtypesType type) =>
        new(
            type.Result?.CType ?? CVoid.Instance,
            [
                .. type.Parameters!.Value.Select(p =>
                    p.Kind switch
                    {
                        TypeKind.Array => AddressType,
                        // What it is nobody knows; CPython takes an int, and refuses when it is called.
                        TypeKind.Foreign => new CScalar(ScalarKind.Int),
                        _ => p.CType,
                    }
                ),
            ]
        );

    /// <summary>How far a callback has come, for the report of its failure.</summary>
    [StructLayout(LayoutKind.Auto)]
    private struct CallbackProgress
    {
        /// <summary>The argument that is being made, from 0; their number, when all are.</summary>
        public int Argument;

        /// <summary>Whether the function has returned, and its result is being converted.</summary>
        public bool HasReturned;

        /// <summary>C's errno: as the stub found it, and as C is to find it.</summary>
        public int Errno;
    }

    /// <summary>What happens when C calls. Every failure is reported, and leaves C the zeroed result.</summary>
    private static void Answer(CtypesType type, R thunk, ClosureFrame frame)
    {
        // First and last: what the runtime does in between may change errno.
        var progress = new CallbackProgress { Errno = Marshal.GetLastSystemError() };
        var callable = H.CallableOf(thunk);
        PythonException? thrown = null;
        var worked = false;
        try
        {
            worked = Run(type, thunk, callable, frame, ref progress);
        }
        catch (PythonException error)
        {
            thrown = error;
        }
        if (!worked)
            Report(type, progress, H.TakeError(thrown), callable);
        Marshal.SetLastSystemError(progress.Errno);
    }

    private static bool Run(
        CtypesType type,
        R thunk,
        R callable,
        ClosureFrame frame,
        ref CallbackProgress progress
    )
    {
        var parameters = type.Parameters!.Value;
        var arguments = new R[parameters.Length];
        for (ref var i = ref progress.Argument; i < arguments.Length; i++)
        {
            if (!ToCallbackArgument(parameters[i], (byte*)frame.Argument(i), out arguments[i]))
                return false;
        }
        if (!Invoke(type, callable, arguments, ref progress, out var result))
            return false;
        if (type.Result is not { } wanted)
            return true;
        progress.HasReturned = true;
        // Unlike a field, a simple result takes no object of its type: only the value.
        var worked =
            wanted.Kind == TypeKind.Simple
                ? SetScalar(wanted, (byte*)frame.Result, result, out var kept)
                : Store(wanted, (byte*)frame.Result, result, out kept);
        if (!worked || H.KindOf(kept) == ValueKind.None)
            return worked;
        H.KeepResult(thunk, kept);
        // C may hold the pointer for ever: ctypes lets the object live on, and says so. An object itself is C's to release.
        return type.Profile.NativeAbi
            || wanted.Code == 'O'
            || H.Warn(type, "memory leak in callback function.");
    }

    private static bool Invoke(
        CtypesType type,
        R callable,
        R[] arguments,
        ref CallbackProgress progress,
        out R result
    )
    {
        if (!type.UsesErrno)
            return H.Invoke(callable, arguments, out result);
        progress.Errno = Errno.Set(progress.Errno);
        try
        {
            return H.Invoke(callable, arguments, out result);
        }
        finally
        {
            progress.Errno = Errno.Set(progress.Errno);
        }
    }

    /// <summary>Tells the hook for errors that nobody can catch, in the words of the version.</summary>
    private static void Report(CtypesType type, CallbackProgress progress, R error, R callable)
    {
        var profile = type.Profile;
        var text = $"Exception ignored {profile.CallbackReportWord} ";
        if (progress.Argument < type.Parameters!.Value.Length)
        {
            // Older versions only write to the standard error stream.
            if (!profile.ReportsRefusedCallbackArguments)
                return;
            text += $"creating argument {progress.Argument} for ctypes callback function";
        }
        else
        {
            text += progress.HasReturned ? "converting result of" : "calling";
            text += " ctypes callback function";
        }
        if (profile.NamesCallbackInReport)
            H.ReportUnraised(type, error, $"{text} {H.RepresentationOf(callable)}", H.None);
        else
            H.ReportUnraised(type, error, text, callable);
    }

    /// <summary>Unboxed, or a private copy that Python may keep.</summary>
    private static bool ToCallbackArgument(CtypesType type, byte* bytes, out R value)
    {
        value = H.None;
        if (type.Kind == TypeKind.Foreign)
            return H.Raise(ErrorKind.TypeError, "cannot build parameter");
        if (type.Kind == TypeKind.Simple && !type.IsBoxedSimple)
            return GetScalar(type, bytes, out value);
        if (!H.Construct(type, [], out value))
            return false;
        // An array parameter is a pointer in C, and CPython copies as if it were the array's first bytes.
        var size = type.Kind == TypeKind.Array ? Math.Min(type.Size, sizeof(nint)) : type.Size;
        Buffer.MemoryCopy(bytes, H.AddressOf(value), type.Size, size);
        return true;
    }
}
