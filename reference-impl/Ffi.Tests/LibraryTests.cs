namespace Touchstone.Ffi.Tests;

public sealed class LibraryTests
{
    [Fact]
    public void A_library_that_is_not_there_is_named_by_the_loader() =>
        Assert.Contains(
            "libno-such-library.so",
            Assert.Throws<LibraryException>(() => Library.Open("libno-such-library.so")).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_symbol_that_is_not_there_is_named_by_the_loader()
    {
        Assert.False(
            Fixture.Library.TryGetSymbol("no_such_symbol", out var address, out var error)
        );
        Assert.Equal(0, address);
        Assert.Contains("no_such_symbol", error, StringComparison.Ordinal);
        Assert.Contains(
            "no_such_symbol",
            Assert.Throws<LibraryException>(() => Fixture.Library.Symbol("no_such_symbol")).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_process_itself_has_the_C_librarys_symbols()
    {
        using var process = Library.Open(name: null);
        Assert.NotEqual(0, process.Symbol("strlen"));
        Assert.Null(process.Name);
    }

    [Fact]
    public void A_variable_is_found_like_a_function() =>
        Assert.Equal(42, Storage.Read<int>(Fixture.Library.Symbol("global_number")));

    [Fact]
    public void A_library_that_was_only_borrowed_stays_loaded()
    {
        nint symbol;
        using (var borrowed = Library.Borrow("fixture", Fixture.Library.Handle))
        {
            symbol = borrowed.Symbol("global_number");
        }
        Assert.Equal(42, Storage.Read<int>(symbol));
    }

    [Fact]
    public void A_closed_library_gives_no_symbols()
    {
        var process = Library.Open(name: null);
        process.Dispose();
        Assert.Throws<ObjectDisposedException>(() => process.Symbol("strlen"));
    }

    [Fact]
    public void NoLoad_finds_only_what_is_loaded() =>
        Assert.Throws<LibraryException>(() =>
            Library.Open("libno-such-library.so", LoadModes.NoLoad)
        );
}
