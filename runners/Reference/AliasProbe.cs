using System.Globalization;
using System.Text.Json.Nodes;
using Touchstone.Ctypes;

namespace Touchstone.Reference;

/// <summary>Finds which handles share memory by writing through each and reading all, as CASES.md defines it.</summary>
/// <remarks>No rule of ctypes is asked, and no address is believed: an address only serves to catch a handle that lies.</remarks>
internal sealed class AliasProbe
{
    private readonly Semantics _semantics;
    private readonly string[] _labels;
    private readonly Value[] _handles;
    private readonly Window?[] _windows;

    // [i, j][k]: the bytes of window j that changed when byte k was written through window i.
    private readonly SortedDictionary<int, List<int>>[,] _changes;

    private AliasProbe(Semantics semantics, string[] labels, Value[] handles)
    {
        _semantics = semantics;
        _labels = labels;
        _handles = handles;
        _windows = Array.ConvertAll(handles, handle => Window.Of(semantics.Session, handle));
        _changes = new SortedDictionary<int, List<int>>[handles.Length, handles.Length];
    }

    /// <param name="labels">What the observation calls the handles.</param>
    public static JsonObject Observe(Semantics semantics, string[] labels, Value[] handles)
    {
        var probe = new AliasProbe(semantics, labels, handles);
        probe.Measure();
        return probe.Report();
    }

    private void Measure()
    {
        for (var i = 0; i < _windows.Length; i++)
        {
            for (var j = 0; j < _windows.Length; j++)
                _changes[i, j] = [];
            if (_windows[i] is { CanWrite: true } written)
            {
                foreach (var k in written.Probes)
                    WriteThrough(i, written, k);
            }
        }
    }

    private void WriteThrough(int i, Window written, int k)
    {
        var before = ReadAll();
        written.Write(k, (byte)(before[i]![k] ^ 0xFF));
        var after = ReadAll();
        written.Write(k, before[i]![k]);
        for (var j = 0; j < _windows.Length; j++)
        {
            if (Changed(before[j], after[j]) is { Count: > 0 } changed)
                _changes[i, j][k] = changed;
        }
    }

    private static List<int> Changed(byte[]? before, byte[]? after) =>
        before is null || after is null
            ? []
            : [.. Enumerable.Range(0, before.Length).Where(m => before[m] != after[m])];

    /// <summary>For each handle that only C can write: what its first byte shows in the others. Null where there is none.</summary>
    private JsonArray? NativeRows()
    {
        var rows = new JsonArray();
        for (var i = 0; i < _windows.Length; i++)
        {
            if (_windows[i] is not { IsWrittenByC: true } written)
            {
                rows.Add((JsonNode?)null);
                continue;
            }
            WriteThrough(i, written, 0);
            var row = new JsonArray();
            for (var j = 0; j < _windows.Length; j++)
                row.Add((JsonNode)NativeCell(i, j));
            rows.Add((JsonNode)row);
        }
        return rows.Any(row => row is not null) ? rows : null;
    }

    private string NativeCell(int i, int j) =>
        _windows[j] is not { } to ? "-"
        : _changes[i, j].Count == 0 ? "."
        : Shift(_changes[i, j]) is { } shift ? Relation(shift, _windows[i]!, to)
        : "irregular";

    private byte[]?[] ReadAll() => Array.ConvertAll(_windows, window => window?.Read());

    private JsonObject Report()
    {
        var cells = new string[_windows.Length, _windows.Length];
        var matrix = new JsonArray();
        for (var i = 0; i < _windows.Length; i++)
        {
            var row = new JsonArray();
            for (var j = 0; j < _windows.Length; j++)
                row.Add((JsonNode)(cells[i, j] = Cell(i, j)));
            matrix.Add((JsonNode)row);
        }
        var native = NativeRows();
        var report = new JsonObject
        {
            ["kind"] = "alias",
            ["of"] = Strings(_labels),
            ["matrix"] = matrix,
            ["regions"] = Strings(Regions()),
            ["identity"] = new JsonArray([
                .. _handles.Select(x => (JsonNode)Array.FindIndex(_handles, y => y.Is(x))),
            ]),
        };
        if (native is not null)
            report["native"] = native;
        // A handle that does not read back its own write is over dead memory.
        string[] unstable =
        [
            .. _labels.Where(
                (_, i) => _windows[i] is { CanWrite: true, Length: > 0 } && cells[i, i] != "="
            ),
        ];
        if (unstable.Length > 0)
            report["unstable"] = Strings(unstable);
        var lies = AddressesThatDisagree();
        if (lies.Count > 0)
            report["address-disagrees"] = lies;
        if (TypedRows(cells) is { } typed)
            report["typed"] = typed;
        return report;
    }

    /// <summary>One write through each handle by ctypes' own setter: the matrix again, but for the cells that it contradicts.</summary>
    /// <remarks>An implementation that caches values does not show the write in memory, or does not see memory change.</remarks>
    /// <returns>Null where nothing contradicts.</returns>
    private JsonArray? TypedRows(string[,] cells)
    {
        var rows = new JsonArray();
        var agrees = true;
        for (var i = 0; i < _windows.Length; i++)
        {
            string[] written = [.. Enumerable.Range(0, _windows.Length).Select(j => cells[i, j])];
            var typed = TypedRow(i, written);
            agrees &= typed.SequenceEqual(written);
            rows.Add((JsonNode)Strings(typed));
        }
        return agrees ? null : rows;
    }

    private string[] TypedRow(int i, string[] cells)
    {
        if (_windows[i] is not { } written || Leaf.Of(_semantics, _handles[i]) is not { } leaf)
            return cells;
        var before = ReadAll();
        var old = leaf.Read();
        leaf.Write(Leaf.Other(_semantics.Session, old));
        var after = ReadAll();
        var own = Changed(before[i], after[i]);
        // Back by bytes: what still reads as the new value was cached.
        foreach (var k in own)
            written.Write(k, before[i]![k]);
        if (!IsSame(leaf.Read(), old))
            return [.. Enumerable.Repeat("stale", cells.Length)];
        var wereProbed = own.All(written.Probes.Contains);
        return
        [
            .. cells.Select(
                (cell, j) =>
                {
                    var seen = Changed(before[j], after[j]);
                    var expected = own.SelectMany(k => _changes[i, j].GetValueOrDefault(k) ?? []);
                    return !wereProbed || seen.SequenceEqual(expected.Distinct().Order()) ? cell
                        : seen.Count == 0 ? "."
                        : "irregular";
                }
            ),
        ];
    }

    // A NaN is not even the same as itself; what it was is not lost by that.
    private static bool IsSame(Value now, Value old) =>
        old.Kind switch
        {
            ValueKind.Bytes => now.TryAs<PyBytes>() is { } bytes
                && bytes.Content.SequenceEqual(old.As<PyBytes>().Content),
            ValueKind.Text => old.As<PyText>().Equals(now.TryAs<PyText>()),
            _ => now.Is(old),
        };

    private string Cell(int i, int j)
    {
        if (_windows[i] is not { } from || _windows[j] is not { } to)
            return "-";
        if (!from.CanWrite)
            return "ro";
        var changes = _changes[i, j];
        if (changes.Count == 0)
            return ".";
        if (Shift(changes) is not { } shift)
            return "irregular";
        var expected = from.Probes.Where(k => k + shift >= 0 && k + shift < to.Length);
        var relation = Relation(shift, from, to);
        return expected.SequenceEqual(changes.Keys) ? relation : relation + "!partial";
    }

    private static string Relation(int shift, Window from, Window to) =>
        shift == 0 && from.Length == to.Length
            ? "="
            : shift.ToString("+0;-0;+0", CultureInfo.InvariantCulture);

    /// <summary>The one distance between a byte written and the bytes that changed; null where there is none or several.</summary>
    private static int? Shift(SortedDictionary<int, List<int>> changes)
    {
        int? shift = null;
        foreach (var (written, changed) in changes)
        {
            foreach (var byteChanged in changed)
            {
                var distance = byteChanged - written;
                if (shift is not null && shift != distance)
                    return null;
                shift = distance;
            }
        }
        return shift;
    }

    /// <summary>The windows laid out by their measured distances: <c>R0+8:8</c> is 8 bytes from byte 8 of region 0.</summary>
    private string?[] Regions()
    {
        var regions = new string?[_windows.Length];
        var count = 0;
        for (var i = 0; i < _windows.Length; i++)
        {
            if (_windows[i] is null || regions[i] is not null)
                continue;
            var offsets = Connected(i);
            var lowest = offsets.Values.Min();
            foreach (var (member, offset) in offsets)
            {
                regions[member] = string.Create(
                    CultureInfo.InvariantCulture,
                    $"R{count}+{offset - lowest}:{_windows[member]!.Length}"
                );
            }
            count++;
        }
        return regions;
    }

    /// <summary>Every window that shares memory with this one, through others too, and where it begins relative to it.</summary>
    private Dictionary<int, int> Connected(int start)
    {
        var offsets = new Dictionary<int, int> { [start] = 0 };
        var open = new Stack<int>([start]);
        while (open.TryPop(out var a))
        {
            for (var b = 0; b < _windows.Length; b++)
            {
                if (offsets.ContainsKey(b))
                    continue;
                // A byte of b is a byte of a, the shift further on: so b begins that much earlier.
                var shift = Shift(_changes[a, b]) ?? -Shift(_changes[b, a]);
                if (shift is null)
                    continue;
                offsets[b] = offsets[a] - shift.Value;
                open.Push(b);
            }
        }
        return offsets;
    }

    private JsonArray AddressesThatDisagree()
    {
        var lies = new JsonArray();
        for (var i = 0; i < _windows.Length; i++)
        {
            for (var j = 0; j < _windows.Length; j++)
            {
                if (Claims(i, j) is { } claimed && claimed != _changes[i, j].Count > 0)
                    lies.Add((JsonNode)Strings([_labels[i], _labels[j]]));
            }
        }
        return lies;
    }

    /// <summary>Whether by their addresses a write through one handle must show in the other; null where they do not say.</summary>
    private bool? Claims(int i, int j) =>
        _windows[i] is { Address: { } a, Length: > 0 } first
        && _windows[j] is { Address: { } b, Length: > 0 } second
            ? first.Probes.Any(k => a + k >= b && a + k < b + second.Length)
            : null;

    private static JsonArray Strings(IEnumerable<string?> strings) =>
        new([.. strings.Select(text => (JsonNode?)text)]);
}
