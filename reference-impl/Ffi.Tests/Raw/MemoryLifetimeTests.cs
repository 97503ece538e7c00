using Touchstone.Ffi.Types;
using static Touchstone.Ffi.Tests.Raw.RawFixture;

namespace Touchstone.Ffi.Tests.Raw;

/// <summary>Memory that is NULL, freed, or not ours to free is told before it is touched.</summary>
public sealed class MemoryLifetimeTests
{
    [Fact]
    public void Freed_memory_is_refused_with_the_reason()
    {
        var array = ArrayView.Allocate(Int, 3);
        array.Free();
        AssertRefused("freed", () => array.GetInteger(0));
        AssertRefused("freed", () => array.SetInteger(0, 1));
        AssertRefused("freed", () => array.Get<int>(0));
        AssertRefused("freed", () => array.ItemAddress(0));
        AssertRefused("freed", () => array.AsSpan().Clear());
        AssertRefused("freed", () => array.ByPointer());
    }

    [Fact]
    public void NULL_is_refused_with_the_reason()
    {
        var array = ArrayView.At(Int, 3, 0);
        var point = StructView.At(Point, 0);
        AssertRefused("NULL", () => array.GetInteger(0));
        AssertRefused("NULL", () => array.AsSpan<int>().Clear());
        AssertRefused("NULL", () => point.GetFloat("x"));
        AssertRefused("NULL", () => point.SetFloat("x", 1));
        AssertRefused("NULL", () => point.FieldAddress("x"));
    }

    [Fact]
    public void Memory_is_freed_once()
    {
        var array = ArrayView.Allocate(Int, 3);
        array.Free();
        AssertRefused("already", array.Free);
        array.Dispose();
    }

    [Fact]
    public void Borrowed_memory_is_not_ours_to_free()
    {
        using var owner = ArrayView.Allocate(Int, 3);
        AssertRefused("borrows", ArrayView.At(Int, 3, owner.Address).Free);
        AssertRefused("borrows", ArrayView.At(Int, 3, 0).Free);
    }

    [Fact]
    public void A_part_knows_that_the_whole_was_freed_and_cannot_free_it()
    {
        var rows = ArrayView.Allocate(new CArray(Int, 3), 2);
        var row = (ArrayView)rows.Item(1);
        AssertRefused("owns the memory", row.Free);
        rows.Free();
        AssertRefused("freed", () => row.GetInteger(0));
    }

    [Fact]
    public void A_call_with_freed_memory_is_refused_before_C_sees_it()
    {
        var argument = One(Short, 1);
        argument.Free();
        using var other = One(Short, 2);
        AssertRefused(
            "freed",
            () => Function("add_shorts", Short, Short, Short).Call(argument, other)
        );
    }

    private static void AssertRefused(string reason, Action use) =>
        Assert.Contains(
            reason,
            Assert.Throws<NativeMemoryException>(use).Message,
            StringComparison.Ordinal
        );
}
