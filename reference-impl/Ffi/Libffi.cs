using System.Runtime.InteropServices;

namespace Touchstone.Ffi;

/// <summary>libffi's <c>ffi_type</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ffi_type
{
    public nuint size;
    public ushort alignment;
    public ushort type;
    public ffi_type** elements;
}

/// <summary>libffi's functions. To be touched only where <see cref="LibffiLibrary"/> has found it.</summary>
internal static unsafe class Libffi
{
    /// <summary>Bytes that hold an <c>ffi_cif</c> on every architecture (32, and what some add to it).</summary>
    public const int CifSize = 64;

    /// <summary>Bytes that hold an <c>ffi_closure</c> on every architecture.</summary>
    public const int ClosureSize = 128;

    /// <summary><c>FFI_UNIX64</c>, the default on System V x86-64; ffitarget.h gives each architecture its own.</summary>
    public const int SysVX64 = 2;

    /// <summary><c>FFI_GNUW64</c>: the Microsoft x64 convention on a System V machine.</summary>
    public const int GnuWin64 = 4;

    public const ushort Void = 0;
    public const ushort Float = 2;
    public const ushort Double = 3;
    public const ushort LongDouble = 4;
    public const ushort UInt8 = 5;
    public const ushort SInt8 = 6;
    public const ushort UInt16 = 7;
    public const ushort SInt16 = 8;
    public const ushort UInt32 = 9;
    public const ushort SInt32 = 10;
    public const ushort UInt64 = 11;
    public const ushort SInt64 = 12;
    public const ushort Struct = 13;
    public const ushort Pointer = 14;
    public const ushort Complex = 15;

    public static readonly delegate* unmanaged<
        void*,
        int,
        uint,
        ffi_type*,
        ffi_type**,
        int> ffi_prep_cif = (delegate* unmanaged<
        void*,
        int,
        uint,
        ffi_type*,
        ffi_type**,
        int>)Export(nameof(ffi_prep_cif));

    public static readonly delegate* unmanaged<
        void*,
        int,
        uint,
        uint,
        ffi_type*,
        ffi_type**,
        int> ffi_prep_cif_var = (delegate* unmanaged<
        void*,
        int,
        uint,
        uint,
        ffi_type*,
        ffi_type**,
        int>)Export(nameof(ffi_prep_cif_var));

    public static readonly delegate* unmanaged<void*, void*, void*, void**, void> ffi_call =
        (delegate* unmanaged<void*, void*, void*, void**, void>)Export(nameof(ffi_call));

    public static readonly delegate* unmanaged<nuint, void**, void*> ffi_closure_alloc =
        (delegate* unmanaged<nuint, void**, void*>)Export(nameof(ffi_closure_alloc));

    public static readonly delegate* unmanaged<void*, void> ffi_closure_free = (delegate* unmanaged<
        void*,
        void>)Export(nameof(ffi_closure_free));

    public static readonly delegate* unmanaged<
        void*,
        void*,
        delegate* unmanaged[Cdecl]<void*, void*, void**, void*, void>,
        void*,
        void*,
        int> ffi_prep_closure_loc = (delegate* unmanaged<
        void*,
        void*,
        delegate* unmanaged[Cdecl]<void*, void*, void**, void*, void>,
        void*,
        void*,
        int>)Export(nameof(ffi_prep_closure_loc));

    private static nint Export(string name) => NativeLibrary.GetExport(LibffiLibrary.Handle, name);
}

/// <summary>Where libffi is.</summary>
internal static class LibffiLibrary
{
    // One binary runs where Debian has libffi 3.4, 3.3 or 3.2: the functions used here are the same in all of them.
    private static readonly string[] s_names = ["libffi.so.8", "libffi.so.7", "libffi.so.6"];

    /// <summary>The library, 0 where there is none.</summary>
    public static nint Handle { get; } =
        s_names
            .Select(name => NativeLibrary.TryLoad(name, out var handle) ? handle : 0)
            .FirstOrDefault(handle => handle != 0);

    /// <summary>What to say, and to do, where there is none; null where all is well.</summary>
    public static string? WhyNot =>
        Handle != 0
            ? null
            : $"libffi is not installed: none of {string.Join(", ", s_names)} can be loaded; on Debian and Ubuntu: apt-get install libffi8";
}
