using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using System.Text;
using System.Text.Json.Nodes;

namespace Touchstone.Reference;

/// <summary>The memory that this worker and its fixtures write their traces into; PROTOCOL.md gives its layout.</summary>
/// <remarks>A mapped file: the step that is being run, and what C received, outlive a crash of this process.</remarks>
internal sealed unsafe class WitnessFile : IDisposable
{
    private const int Size = 1 << 20;
    private const int StepOffset = 8;
    private const int LengthOffset = 16;
    private const int TextOffset = 64;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;

    /// <param name="path">Made where it is missing.</param>
    public WitnessFile(string path)
    {
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.OpenOrCreate, mapName: null, Size);
        _view = _file.CreateViewAccessor();
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
        "TSWITNS1"u8.CopyTo(Memory);
    }

    private Span<byte> Memory => new(_start, Size);

    /// <summary>Marks the step that is begun; -1 before the first.</summary>
    public void Mark(int step) =>
        BinaryPrimitives.WriteInt32LittleEndian(Memory[StepOffset..], step);

    public void Reset()
    {
        Mark(-1);
        BinaryPrimitives.WriteUInt64LittleEndian(Memory[LengthOffset..], 0);
    }

    /// <summary>The calls that C has recorded, in the order in which they were entered.</summary>
    public JsonArray ReadCalls()
    {
        var length = BinaryPrimitives.ReadUInt64LittleEndian(Memory[LengthOffset..]);
        var text = Encoding.ASCII.GetString(
            Memory.Slice(TextOffset, (int)Math.Min(length, Size - TextOffset))
        );
        var calls = new JsonArray();
        var open = new Stack<JsonObject>(); // a callback may enter C again before its caller returns
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var content = line.Length > 2 ? line[2..] : "";
            switch (line[0])
            {
                case 'E':
                    open.Push(
                        new JsonObject
                        {
                            ["function"] = content,
                            ["phase"] = "entered",
                            ["arguments"] = new JsonArray(),
                            ["result"] = null,
                        }
                    );
                    calls.Add((JsonNode)open.Peek());
                    break;
                case 'A' when open.TryPeek(out var call):
                    call["arguments"]!.AsArray().Add((JsonNode)content);
                    break;
                case 'R' when open.TryPop(out var call):
                    call["phase"] = "returned";
                    call["result"] = content.Length > 0 ? content : null; // void returns nothing
                    break;
            }
        }
        return calls;
    }

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }
}
