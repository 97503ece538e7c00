using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Touchstone.Ctypes;

/// <summary>A search of what is kept alive, which is a graph, and may be large.</summary>
internal sealed unsafe class KeptSearch(Reached wanted)
{
    // Enough for an object's own pointers; a list's nodes keep one another.
    private const int FewItems = 64;

    /// <summary>Why a place that was found may not be used.</summary>
    public CMemoryException? Dead { get; private set; }

    /// <summary>Among what the object that holds the pointer keeps.</summary>
    public object? Near(CData pointer) =>
        Search(Starts(MemoryGuard.RootOf(pointer)).Take(2), FewItems);

    /// <summary>Among all that anything on the pointer's way keeps.</summary>
    public object? Everywhere(CData pointer) => Search(Starts(pointer), int.MaxValue);

    private static IEnumerable<object> Starts(CData pointer)
    {
        for (CData? data = pointer; data is not null; data = data.Base)
        {
            // The object that a pointer led to keeps what it points to itself.
            if (data is CPointee { Holder: CData holder })
                yield return holder;
            if (data.Kept is { } kept && kept.TryAs<object>() is { } container)
                yield return container;
        }
    }

    private object? Search(IEnumerable<object> starts, int most)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var waiting = new Queue<object>(starts);
        while (waiting.TryDequeue(out var item) && seen.Count < most)
        {
            if (seen.Add(item) && Visit(item, waiting) is { } holder)
                return holder;
        }
        return null;
    }

    private object? Visit(object item, Queue<object> waiting)
    {
        switch (item)
        {
            case CData data:
                var root = MemoryGuard.RootOf(data);
                if (MemoryGuard.Contains(root, wanted, out var dead))
                    return root;
                Dead ??= dead;
                Add(root.Kept.GetValueOrDefault());
                break;
            // A NUL follows, which belongs to the text.
            case PyBytes bytes when wanted.IsIn(bytes.Address, bytes.Length + 1):
                wanted.CheckInside(bytes.Address, bytes.Length + 1);
                return bytes;
            case PyByteArray bytes when wanted.IsIn(bytes.Address, bytes.Length):
                wanted.CheckInside(bytes.Address, bytes.Length);
                return bytes;
            // ctypes' copy of text for a wchar_t*, its NUL included. Sound: such arrays are on the pinned heap.
            case int[] wide:
                var characters = (byte*)
                    Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(wide));
                var size = (nint)wide.Length * sizeof(int);
                if (wanted.IsIn(characters, size))
                {
                    wanted.CheckInside(characters, size);
                    return wide;
                }
                break;
            case PyMemoryView view:
                Add(view.Source);
                break;
            case PyDict dictionary:
                foreach (var (_, value) in dictionary.Items)
                    Add(value);
                break;
            case PyTuple tuple:
                foreach (var value in tuple.Items)
                    Add(value);
                break;
        }
        return null;

        void Add(Value value)
        {
            if (value.TryAs<object>() is { } reference)
                waiting.Enqueue(reference);
        }
    }
}
