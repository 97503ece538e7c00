using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Touchstone.Ffi;

/// <summary>How a library's symbols are bound and who sees them: <c>dlopen</c>'s modes, which combine.</summary>
[Flags]
public enum LoadModes
{
    /// <summary>The library's symbols serve nobody else's references (<c>RTLD_LOCAL</c>).</summary>
    Local = 0,

    /// <summary>Functions are bound at their first call (<c>RTLD_LAZY</c>).</summary>
    Lazy = 1,

    /// <summary>Everything is bound at once (<c>RTLD_NOW</c>).</summary>
    Now = 2,

    /// <summary>Loads nothing: only finds what is already there (<c>RTLD_NOLOAD</c>).</summary>
    NoLoad = 4,

    /// <summary>The library's symbols serve later libraries (<c>RTLD_GLOBAL</c>).</summary>
    Global = 0x100,

    /// <summary>Stays until the process ends (<c>RTLD_NODELETE</c>).</summary>
    NoDelete = 0x1000,
}

/// <summary>A shared library in this process.</summary>
public sealed partial class Library : SafeHandle
{
    private Library(string? name, nint handle, bool owns)
        : base(invalidHandleValue: 0, owns)
    {
        Name = name;
        SetHandle(handle);
    }

    /// <summary>As it was asked for; null for the process itself.</summary>
    public string? Name { get; }

    /// <summary>What <c>dlopen</c> gave. Borrowed: valid until this library is disposed.</summary>
    public nint Handle => IsClosed ? throw new ObjectDisposedException(ToString()) : handle;

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>Loads a library, or opens the process itself.</summary>
    /// <param name="name">A path, or a name that the system's loader searches for; null for the process.</param>
    /// <exception cref="LibraryException">The loader's own message.</exception>
    public static Library Open(string? name, LoadModes modes = LoadModes.Now)
    {
        if (!modes.HasFlag(LoadModes.Lazy))
        {
            // dlopen wants one of the two.
            modes |= LoadModes.Now;
        }
        // Called here first, so that the runtime need not look dlerror up when there is a message to lose: that would overwrite it.
        _ = dlerror();
        var opened = dlopen(name, (int)modes);
        return opened != 0
            ? new Library(name, opened, owns: true)
            : throw new LibraryException(LoaderMessage() ?? $"{name}: the loader gave no reason");
    }

    /// <summary>Wraps a handle that somebody else opened and will close.</summary>
    public static Library Borrow(string? name, nint handle) => new(name, handle, owns: false);

    /// <summary>The address of a function or a variable. Borrowed: valid until the library is unloaded.</summary>
    /// <exception cref="LibraryException">There is no such symbol.</exception>
    public nint Symbol(string name) =>
        TryGetSymbol(name, out var address, out var error)
            ? address
            : throw new LibraryException(error);

    /// <inheritdoc cref="Symbol(string)"/>
    /// <param name="error">The loader's own message.</param>
    public bool TryGetSymbol(string name, out nint address, [NotNullWhen(false)] out string? error)
    {
        // A message of an earlier failure must not be taken for this one's.
        _ = dlerror();
        address = dlsym(Handle, name);
        error = address == 0 ? LoaderMessage() ?? $"{this}: the address of {name} is NULL" : null;
        return error is null;
    }

    /// <inheritdoc/>
    public override string ToString() => Name ?? "the process";

    /// <summary><c>dlclose</c>: the code goes when nobody else has the library open either.</summary>
    protected override bool ReleaseHandle() => dlclose(handle) == 0;

    private static string? LoaderMessage() => Marshal.PtrToStringUTF8(dlerror());

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint dlopen(string? name, int mode);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint dlsym(nint handle, string name);

    [LibraryImport("libc")]
    private static partial int dlclose(nint handle);

    [LibraryImport("libc")]
    private static partial nint dlerror();
}

/// <summary>The system's loader refused; the message is its own.</summary>
public sealed class LibraryException(string message) : Exception(message);
