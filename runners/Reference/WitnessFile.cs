using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using System.Text;
using System.Text.Json.Nodes;
using Touchstone.Model;

namespace Touchstone.Reference;

/// <summary>The memory that this worker and its fixtures write their traces into; PROTOCOL.md gives its layout.</summary>
/// <remarks>A mapped file: the step that is being run, and what C received, outlive a crash of this process.</remarks>
internal sealed unsafe class WitnessFile : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;

    /// <param name="path">Made where it is missing.</param>
    public WitnessFile(string path)
    {
        _file = MemoryMappedFile.CreateFromFile(
            path,
            FileMode.OpenOrCreate,
            mapName: null,
            WitnessLayout.Size
        );
        _view = _file.CreateViewAccessor();
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
        WitnessLayout.Magic.CopyTo(Memory);
    }

    private Span<byte> Memory => new(_start, WitnessLayout.Size);

    /// <summary>Marks the step that is begun; -1 before the first.</summary>
    public void Mark(int step) =>
        BinaryPrimitives.WriteInt32LittleEndian(Memory[WitnessLayout.StepOffset..], step);

    public void Reset()
    {
        Mark(-1);
        BinaryPrimitives.WriteUInt64LittleEndian(Memory[WitnessLayout.LengthOffset..], 0);
    }

    /// <summary>The calls that C has recorded, in the order in which they were entered.</summary>
    public JsonArray ReadCalls()
    {
        var length = BinaryPrimitives.ReadUInt64LittleEndian(Memory[WitnessLayout.LengthOffset..]);
        var text = Encoding.ASCII.GetString(
            Memory.Slice(
                WitnessLayout.TextOffset,
                (int)Math.Min(length, WitnessLayout.Size - WitnessLayout.TextOffset)
            )
        );
        return WitnessText.Calls(text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }
}
