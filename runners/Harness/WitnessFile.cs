using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using System.Text;
using Touchstone.Model;

namespace Touchstone.Harness;

/// <summary>
/// The memory that a worker and its fixtures write their traces into: the step that is being run, and what C received.
/// It is a mapped file, so what it holds outlives the process that wrote it.
/// </summary>
/// <remarks>The layout is part of the worker protocol; see PROTOCOL.md.</remarks>
internal sealed class WitnessFile : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    public WitnessFile(string path)
    {
        Path = path;
        _file = MemoryMappedFile.CreateFromFile(
            path,
            FileMode.Create,
            mapName: null,
            WitnessLayout.Size
        );
        _view = _file.CreateViewAccessor();
        _view.WriteArray(0, WitnessLayout.Magic.ToArray(), 0, WitnessLayout.Magic.Length);
        Reset();
    }

    public string Path { get; }

    /// <summary>The step that was begun last; null before the first.</summary>
    public int? Step
    {
        get
        {
            var bytes = new byte[4];
            _ = _view.ReadArray(WitnessLayout.StepOffset, bytes, 0, bytes.Length);
            var step = BinaryPrimitives.ReadInt32LittleEndian(bytes);
            return step < 0 ? null : step;
        }
    }

    /// <summary>A line for each function entered, argument received and result returned.</summary>
    public string Text
    {
        get
        {
            var bytes = new byte[8];
            _ = _view.ReadArray(WitnessLayout.LengthOffset, bytes, 0, bytes.Length);
            // A worker gone wild may have written any length here.
            var length = Math.Min(
                BinaryPrimitives.ReadUInt64LittleEndian(bytes),
                WitnessLayout.Size - WitnessLayout.TextOffset
            );
            var text = new byte[length];
            _ = _view.ReadArray(WitnessLayout.TextOffset, text, 0, text.Length);
            return Encoding.ASCII.GetString(text);
        }
    }

    public void Reset()
    {
        var head = new byte[WitnessLayout.TextOffset - WitnessLayout.StepOffset];
        BinaryPrimitives.WriteInt32LittleEndian(head, -1);
        _view.WriteArray(WitnessLayout.StepOffset, head, 0, head.Length);
    }

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }
}
