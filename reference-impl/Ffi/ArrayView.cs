using System.Runtime.CompilerServices;
using Touchstone.Ffi.Types;

namespace Touchstone.Ffi;

/// <summary>Native memory as an array of elements of one type; a single scalar is an array of one.</summary>
/// <inheritdoc cref="NativeView" path="/remarks"/>
public sealed class ArrayView : NativeView
{
    private readonly int _stride;

    private ArrayView(CArray type)
        : base(type) => _stride = Layout.Of(type.Element, HostAbi.Current).Size;

    private ArrayView(CArray type, NativeView? owner, nint start)
        : base(type, owner, start) => _stride = Layout.Of(type.Element, HostAbi.Current).Size;

    /// <summary>What each element is; its layout's size in bytes is the distance between two.</summary>
    public CType Element => ((CArray)Type).Element;

    /// <summary>Number of elements.</summary>
    public int Length => ((CArray)Type).Length;

    /// <summary>New memory of its own, zeroed behind the items.</summary>
    /// <param name="items">The first elements, truncated as C's cast does; for integers and pointers only.</param>
    /// <exception cref="ArgumentException">More items than elements.</exception>
    public static ArrayView Allocate(CType element, int length, params ReadOnlySpan<Int128> items)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (items.Length > length)
        {
            throw new ArgumentException(
                $"{items.Length} items for an array of {length}",
                nameof(items)
            );
        }
        var array = new ArrayView(new CArray(element, length));
        for (var i = 0; i < items.Length; i++)
        {
            array.SetInteger(i, items[i]);
        }
        return array;
    }

    /// <summary>Memory that somebody else owns.</summary>
    /// <param name="address">Trusted for as long as the view is used; 0 gives a view that refuses every use.</param>
    public static ArrayView At(CType element, int length, nint address)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        return new(new CArray(element, length), owner: null, address);
    }

    internal static ArrayView Within(CArray type, NativeView owner, int offset) =>
        new(type, owner, offset);

    /// <summary>Where an element lies, or would lie: the index is not checked, and may be any.</summary>
    public nint ItemAddress(int index) => Address + ((nint)index * _stride);

    /// <inheritdoc cref="Storage.ReadInteger"/>
    /// <param name="index">From 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    public Int128 GetInteger(int index)
    {
        var value = Storage.ReadInteger(Checked(index), Element);
        GC.KeepAlive(this);
        return value;
    }

    /// <inheritdoc cref="Storage.WriteInteger"/>
    /// <param name="index">From 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    public void SetInteger(int index, Int128 value)
    {
        Storage.WriteInteger(Checked(index), Element, value);
        GC.KeepAlive(this);
    }

    /// <summary>Stores a view's address in an element that is a pointer. The view is not kept alive.</summary>
    public void SetInteger(int index, NativeView target)
    {
        ArgumentNullException.ThrowIfNull(target);
        SetInteger(index, target.Address);
    }

    /// <inheritdoc cref="Storage.ReadFloat"/>
    /// <param name="index">From 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    public double GetFloat(int index)
    {
        var value = Storage.ReadFloat(Checked(index), Element);
        GC.KeepAlive(this);
        return value;
    }

    /// <inheritdoc cref="Storage.WriteFloat"/>
    /// <param name="index">From 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    public void SetFloat(int index, double value)
    {
        Storage.WriteFloat(Checked(index), Element, value);
        GC.KeepAlive(this);
    }

    /// <summary>Reads an element as a C# type whose bits are the same.</summary>
    /// <typeparam name="T">Of exactly the element's size.</typeparam>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public T Get<T>(int index)
        where T : unmanaged
    {
        var value = Storage.Read<T>(Checked<T>(index));
        GC.KeepAlive(this);
        return value;
    }

    /// <inheritdoc cref="Get{T}"/>
    public void Set<T>(int index, T value)
        where T : unmanaged
    {
        Storage.Write(Checked<T>(index), value);
        GC.KeepAlive(this);
    }

    /// <summary>The elements themselves, to be read, written and sliced. Borrowed: keep this view, unfreed, as long as the span.</summary>
    /// <typeparam name="T">Of exactly the element's size.</typeparam>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public unsafe Span<T> AsSpan<T>()
        where T : unmanaged
    {
        CheckSize<T>();
        return new((void*)Address, Length);
    }

    /// <summary>An element that is an array or a struct itself, in the same memory.</summary>
    /// <exception cref="ArgumentException">The elements are scalars.</exception>
    public NativeView Item(int index)
    {
        CheckIndex(index);
        return StructView.Part(Element, this, checked(index * _stride), $"an element of {Type}");
    }

    private nint Checked(int index)
    {
        CheckIndex(index);
        return ItemAddress(index);
    }

    private nint Checked<T>(int index)
        where T : unmanaged
    {
        CheckSize<T>();
        return Checked(index);
    }

    private void CheckIndex(int index)
    {
        if ((uint)index >= (uint)Length)
        {
            throw new ArgumentOutOfRangeException(
                nameof(index),
                index,
                $"{Type} has no such element"
            );
        }
    }

    private void CheckSize<T>()
        where T : unmanaged
    {
        if (Unsafe.SizeOf<T>() != _stride)
        {
#pragma warning disable MA0015 // What is wrong is the type argument.
            throw new ArgumentException(
#pragma warning restore MA0015
                $"an element of {Type} has {_stride} bytes, {typeof(T).Name} has {Unsafe.SizeOf<T>()}"
            );
        }
    }
}
