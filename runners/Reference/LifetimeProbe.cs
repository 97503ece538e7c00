using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Touchstone.Ctypes;

namespace Touchstone.Reference;

/// <summary>Finds what became of memory once its owners are gone, as CASES.md defines it: by measurement alone.</summary>
/// <remarks>
/// It needs a session that poisons dead storage. Between <see cref="Watch"/> and <see cref="Judge"/> it holds numbers and
/// copies only; the methods that touch handles are not inlined, so that no frame that is still running has held one.
/// </remarks>
internal sealed class LifetimeProbe
{
    private const int LargestWindow = 4096;
    private const byte DecoyFill = 0x5A;
    private const byte PressureFill = 0xA5;

    private readonly CtypesSession _session;
    private readonly List<Subject> _subjects = [];
    private readonly List<Subject> _decoys = [];
    private readonly List<(nint Address, nint Size, object Holder)> _pressure = [];

    private LifetimeProbe(CtypesSession session) => _session = session;

    /// <param name="Address">0 for a value without an address of its own.</param>
    private sealed record Subject(
        string Label,
        nint Address,
        int Length,
        byte[] Snapshot,
        bool IsShared
    );

    /// <summary>Latches the subjects' memory, and what it shares with the owners; makes a decoy for each owner.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static LifetimeProbe Watch(
        CtypesSession session,
        IReadOnlyList<string> labels,
        Value[] subjects,
        Value[] owners
    )
    {
        var probe = new LifetimeProbe(session);
        var windows = Array.ConvertAll(owners, owner => Window.Of(session, owner));
        for (var i = 0; i < subjects.Length; i++)
            probe._subjects.Add(probe.Latch(labels[i], subjects[i], windows));
        foreach (var owner in owners)
            probe.MakeDecoy(owner);
        return probe;
    }

    private Subject Latch(string label, Value value, Window?[] owners)
    {
        if (Window.Of(_session, value) is not { Address: { } address } whole)
            return new Subject(label, 0, 0, [], IsShared: false);
        var window = Window.At(address, Math.Min(whole.Length, LargestWindow));
        var snapshot = window.Read();
        var isShared = window.Probes.Any(k => ShowsIn(owners, window, k, snapshot[k]));
        return new Subject(label, address, window.Length, snapshot, isShared);
    }

    private static bool ShowsIn(Window?[] owners, Window window, int index, byte old)
    {
        var before = Array.ConvertAll(owners, owner => owner?.Read());
        window.Write(index, (byte)(old ^ 0xFF));
        var after = Array.ConvertAll(owners, owner => owner?.Read());
        window.Write(index, old);
        return before
            .Zip(after)
            .Any(pair =>
                pair is (First: { } first, Second: { } second) && !first.SequenceEqual(second)
            );
    }

    /// <summary>A twin of an owner that nobody keeps: it must be found dangling, or "kept" proves nothing.</summary>
    private void MakeDecoy(Value owner)
    {
        var fill = new byte[Window.Of(_session, owner)?.Length ?? 0];
        Array.Fill(fill, DecoyFill);
        switch (owner.Kind)
        {
            case ValueKind.Data:
                var data = owner.As<CData>();
                var decoy = _session.Call(data.Type, []);
                if (_session.SizeOf(decoy) < data.Size)
                    _session.Resize(decoy, data.Size);
                Fill(decoy, DecoyFill);
                AddDecoy(_session.AddressOf(decoy), data.Size);
                break;
            case ValueKind.Bytes when fill.Length > 1:
                AddDecoy(AddressOf(_session.Bytes(fill)), fill.Length);
                break;
            case ValueKind.ByteArray when fill.Length > 0:
                AddDecoy(AddressOf(_session.ByteArray(fill)), fill.Length);
                break;
        }
    }

    private void AddDecoy(nint address, nint size)
    {
        var snapshot = new byte[Math.Min(size, LargestWindow)];
        Array.Fill(snapshot, DecoyFill);
        _decoys.Add(new Subject("decoy", address, snapshot.Length, snapshot, IsShared: true));
    }

    /// <summary>Lets everything die that nothing keeps, and has dead memory given out again.</summary>
    public void Settle()
    {
        int[] sizes = [.. _decoys.Concat(_subjects).Select(s => s.Length).Where(n => n > 0)];
        for (var round = 0; round < 3; round++)
        {
            CtypesSession.Collect();
            foreach (var size in sizes)
                Press(size);
        }
    }

    private void Press(int size)
    {
        const int blocks = 8;
        var type = _session.Types.Array(_session.Types["c_char"], size);
        var fill = new byte[size];
        Array.Fill(fill, PressureFill);
        for (var i = 0; i < blocks; i++)
        {
            var data = _session.Call(type, []);
            Fill(data, PressureFill);
            _pressure.Add((_session.AddressOf(data), size, data.As<CData>()));
            var bytes = _session.Bytes(fill);
            _pressure.Add((AddressOf(bytes), size, bytes));
        }
    }

    private void Fill(Value data, byte fill) =>
        _session.MemSet((long)_session.AddressOf(data), (int)fill, (long)_session.SizeOf(data));

    private static unsafe nint AddressOf(PyBytes bytes) => (nint)bytes.Address;

    private static unsafe nint AddressOf(PyByteArray bytes) => (nint)bytes.Address;

    /// <summary>What the latched memory shows now. The handles are not asked.</summary>
    public JsonObject Judge()
    {
        var decoy =
            _decoys.Count == 0 ? "none"
            : _decoys.TrueForAll(IsDangling) ? "dangling"
            : "intact";
        var subjects = new JsonArray();
        foreach (var subject in _subjects)
        {
            JsonArray pair = [subject.Label, Fate(subject, decoy)];
            subjects.Add((JsonNode)pair);
        }
        return new JsonObject
        {
            ["kind"] = "lifetime",
            ["subjects"] = subjects,
            ["decoy"] = decoy,
        };
    }

    private string Fate(Subject subject, string decoy) =>
        (subject, IsDangling(subject)) switch
        {
            ({ Address: 0 }, _) => "value",
            ({ IsShared: false }, true) => "copied-then-lost",
            ({ IsShared: false }, false) => "copied",
            (_, true) => "dangling",
            _ when decoy == "dangling" => "kept",
            _ => "kept?", // unproven
        };

    private bool IsDangling(Subject subject) =>
        _pressure.Exists(block =>
            block.Address < subject.Address + subject.Length
            && subject.Address < block.Address + block.Size
        )
        || ProcessMemory.Read(subject.Address, subject.Length) is not { } now
        || !now.AsSpan().SequenceEqual(subject.Snapshot);
}
