using System.Runtime.InteropServices;
using Touchstone.Ffi.Types;

namespace Touchstone.Ffi;

/// <summary>Where a closure of own machine code finds its arguments in the frame that its entry spills: see <see cref="ClosureEntries"/>.</summary>
internal sealed class MachinePlan : ClosurePlan
{
    /// <summary>Bytes that an entry loads a result from.</summary>
    public const int RegisterBytes = 32;

    private readonly List<Piece> _pieces = [];
    private int _integers;
    private int _sse;
    private int _stack;
    private int _scratch;

    /// <param name="signature">One that <see cref="WhyNot"/> has nothing against.</param>
    public MachinePlan(Signature signature)
        : base(signature)
    {
        ResultSize = signature.ResultSize;
        NarrowResult = LibffiPlan.ResultFormatOf(signature.Result);
        if (signature.Function.Convention is CallConvention.MicrosoftX64)
        {
            ReturnsInMemory =
                MicrosoftConvention.Of(signature.Result) is MicrosoftPassing.Reference;
            _integers = ReturnsInMemory ? 1 : 0;
            Offsets = [.. signature.Arguments.Select(PlaceMicrosoft)];
            Pieces = [];
            ResultLoad = ResultLoad.Microsoft;
            return;
        }
        var result = signature.ResultPassing;
        ReturnsInMemory = result.Carriage is Carriage.Memory;
        ResultBeginsWithPadding = result.BeginsWithPadding;
        _integers = ReturnsInMemory ? 1 : 0;
        Offsets = [.. signature.Arguments.Zip(signature.Passings, Place)];
        ResultLoad = _sse > 0 ? LoadOf(result) : WithoutSse(LoadOf(result), result);
        Pieces = [.. _pieces];
    }

    /// <summary>Where each argument is, in bytes from the frame's start; -1 for one that does not travel; see <see cref="ClosureFrame.AddressAt"/>.</summary>
    public int[] Offsets { get; }

    /// <summary>What is put together before the target runs.</summary>
    public Piece[] Pieces { get; }

    public ResultLoad ResultLoad { get; }

    public bool ReturnsInMemory { get; }

    public bool ResultBeginsWithPadding { get; }

    public int ResultSize { get; }

    /// <summary>A result that is widened to a register; else null.</summary>
    public ScalarFormat? NarrowResult { get; }

    /// <returns>Why own code cannot do it; null where it can.</returns>
    public static string? WhyNot(Signature signature) =>
        HostAbi.Current != TargetAbi.LinuxX64
            ? $"it is made for System V x86-64 only, not for {HostAbi.Current}"
        : !ClosureEntries.AreAvailable ? "the system gives no executable memory"
        : signature.Function.Convention is CallConvention.MicrosoftX64 ? null
        : SysVClassifier.WhyNot(signature);

    public override ClosureStub CreateStub(
        string name,
        ClosureTarget target,
        ClosureErrorHandler onError
    ) => new MachineStub(this, name, target, onError);

    private static ResultLoad LoadOf(Passing result) =>
        result.Carriage switch
        {
            Carriage.X87 => ResultLoad.X87,
            Carriage.ComplexX87 => ResultLoad.ComplexX87,
            _ => (result.First, result.Second) switch
            {
                (Eightbyte.Integer, Eightbyte.Sse) => ResultLoad.IntegerSse,
                (Eightbyte.Sse, Eightbyte.Integer) => ResultLoad.SseInteger,
                _ => ResultLoad.Alike,
            },
        };

    private static ResultLoad WithoutSse(ResultLoad load, Passing result) =>
        load is ResultLoad.Alike && !result.UsesSse ? ResultLoad.IntegersOnly : load;

    private int Place(CType type, Passing passing)
    {
        if (passing.Carriage is Carriage.Nothing)
        {
            return -1;
        }
        var (integers, sse) = (passing.Count(Eightbyte.Integer), passing.Count(Eightbyte.Sse));
        if (
            passing.Carriage is not Carriage.Registers
            || _integers + integers > 6
            || _sse + sse > 8
        )
        {
            return OnStack(passing);
        }
        if (integers + sse == 0)
        {
            return ClosureEntries.Padding;
        }
        // Registers of one kind lie side by side; what else registers hold is put together.
        if (integers == 2 || sse == 2)
        {
            var first = Register(passing.First);
            Register(passing.First);
            return first;
        }
        if (passing.Size <= 8)
        {
            return Register(passing.First);
        }
        var scratch = ClosureEntries.Scratch + (16 * _scratch++);
        Gather(passing.First, scratch);
        Gather(passing.Second, scratch + 8);
        return scratch;
    }

    // Every argument takes one word, and counts for both kinds of register.
    private int PlaceMicrosoft(CType type)
    {
        var passing = MicrosoftConvention.Of(type);
        if (passing is MicrosoftPassing.Nothing)
        {
            return -1;
        }
        var word = _integers++;
        var offset =
            word >= 4 ? ClosureEntries.MicrosoftStack + (8 * (word - 4))
            : passing is MicrosoftPassing.Sse ? ClosureEntries.Sse + (8 * word)
            : ClosureEntries.Integers + (8 * word);
        return passing is MicrosoftPassing.Reference ? ClosureFrame.AddressAt(offset) : offset;
    }

    private int OnStack(Passing passing)
    {
        // The caller has aligned its whole block of arguments as the strictest of them asks.
        var alignment = Math.Max(passing.Alignment, 8);
        _stack = (_stack + alignment - 1) & -alignment;
        var at = ClosureEntries.Stack + _stack;
        _stack += (passing.Size + 7) & ~7;
        return at;
    }

    private int Register(Eightbyte @class) =>
        @class is Eightbyte.Sse
            ? ClosureEntries.Sse + (8 * _sse++)
            : ClosureEntries.Integers + (8 * _integers++);

    private void Gather(Eightbyte @class, int to)
    {
        if (@class is not Eightbyte.None)
        {
            _pieces.Add(new Piece(Register(@class), to));
        }
    }

    /// <summary>Eight bytes to be copied within the frame.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Piece(int From, int To);
}
