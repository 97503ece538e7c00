using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using System.Text;

namespace Touchstone.Harness;

/// <summary>
/// The memory that a worker and its fixtures write their traces into: the step that is being run, and what C received.
/// It is a mapped file, so what it holds outlives the process that wrote it.
/// </summary>
/// <remarks>The layout is part of the worker protocol; see PROTOCOL.md.</remarks>
internal sealed class WitnessFile : IDisposable
{
    private const int Size = 1 << 20;
    private const int StepOffset = 8;
    private const int LengthOffset = 16;
    private const int TextOffset = 64;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    public WitnessFile(string path)
    {
        Path = path;
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Create, mapName: null, Size);
        _view = _file.CreateViewAccessor();
        _view.WriteArray(0, "TSWITNS1"u8.ToArray(), 0, 8);
        Reset();
    }

    public string Path { get; }

    /// <summary>The step that was begun last; null before the first.</summary>
    public int? Step
    {
        get
        {
            var bytes = new byte[4];
            _ = _view.ReadArray(StepOffset, bytes, 0, bytes.Length);
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
            _ = _view.ReadArray(LengthOffset, bytes, 0, bytes.Length);
            // A worker gone wild may have written any length here.
            var length = Math.Min(
                BinaryPrimitives.ReadUInt64LittleEndian(bytes),
                Size - TextOffset
            );
            var text = new byte[length];
            _ = _view.ReadArray(TextOffset, text, 0, text.Length);
            return Encoding.ASCII.GetString(text);
        }
    }

    public void Reset()
    {
        var head = new byte[TextOffset - StepOffset];
        BinaryPrimitives.WriteInt32LittleEndian(head, -1);
        _view.WriteArray(StepOffset, head, 0, head.Length);
    }

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }
}
