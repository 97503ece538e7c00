namespace Touchstone.Generation;

/// <summary>What a generated program is about.</summary>
public enum ProgramShape
{
    /// <summary>Layout, construction, reads and writes of structs, unions, bit-fields and arrays; no calls.</summary>
    Structs,

    /// <summary>Aggregates by value: as arguments, as results, to a callback.</summary>
    Calls,
}
