namespace Touchstone.Ctypes.Tests.Api;

/// <summary>api.c as the .NET API loads it, and C's own layouts.</summary>
internal static class ApiLibrary
{
    private static readonly Lazy<CLibrary?> Loaded = new(() =>
        CompiledLibrary.Compile(Path.Combine("Api", "api.c")) is { } path
            ? CtypesSession.Native.Load(path)
            : null
    );

    public static CLibrary Library
    {
        get
        {
            Assert.SkipWhen(Loaded.Value is null, "no C compiler: cc could not be started");
            return Loaded.Value!;
        }
    }

    /// <summary>Size and offsets, in bytes, as the compiler has them.</summary>
    public static unsafe int[] LayoutOf(string name)
    {
        var numbers = (int*)Library.Function<Func<string, nint>>("layout_of")(name);
        var layout = new List<int>();
        for (var i = 0; numbers[i] >= 0; i++)
            layout.Add(numbers[i]);
        return [.. layout];
    }

    public static int[] Seen(CtypesType type, params string[] fields) =>
        [(int)type.Size, .. fields.Select(name => type.FindField(name)!.Offset)];
}
