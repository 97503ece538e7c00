namespace Touchstone.Model;

/// <summary>Where things stand in the witness file; PROTOCOL.md gives its layout, witness.h the fixtures' side of it.</summary>
public static class WitnessLayout
{
    public const int Size = 1 << 20;
    public const int StepOffset = 8;
    public const int LengthOffset = 16;
    public const int TextOffset = 64;

    public static ReadOnlySpan<byte> Magic => "TSWITNS1"u8;
}
