using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Touchstone.Model;

/// <summary>One statement of a case.</summary>
/// <param name="Number">
/// Its place in the program, counted from 0 in reading order, nested steps included: how an observation, an exception
/// and a crash say where they happened, alike on every runtime.
/// </param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(AssignStep), "assign")]
[JsonDerivedType(typeof(EvaluateStep), "evaluate")]
[JsonDerivedType(typeof(DeleteStep), "delete")]
[JsonDerivedType(typeof(DropStep), "drop")]
[JsonDerivedType(typeof(CollectStep), "gc")]
[JsonDerivedType(typeof(DeclareTypeStep), "type")]
[JsonDerivedType(typeof(CallbackStep), "callback")]
[JsonDerivedType(typeof(TryStep), "try")]
[JsonDerivedType(typeof(ObserveStep), "observe")]
[JsonDerivedType(typeof(BytesStep), "bytes")]
[JsonDerivedType(typeof(LayoutStep), "layout")]
[JsonDerivedType(typeof(AliasStep), "alias")]
[JsonDerivedType(typeof(LifetimeStep), "lifetime")]
[JsonDerivedType(typeof(ReturnStep), "return")]
[JsonDerivedType(typeof(RaiseStep), "raise")]
[JsonDerivedType(typeof(KeepStep), "keep")]
[JsonDerivedType(typeof(OnStep), "on")]
public abstract record Step(int Number)
{
    /// <summary>The line of the case file; a place for error messages, no part of the program.</summary>
    [JsonIgnore]
    public int Line { get; init; }
}

/// <summary>Binds names or sets places. All values are evaluated first, then stored from left to right.</summary>
/// <param name="Places">Each a name, member, index or slice. One place may take one value only; no unpacking.</param>
public sealed record AssignStep(
    int Number,
    ImmutableArray<Expression> Places,
    ImmutableArray<Expression> Values
) : Step(Number);

public sealed record EvaluateStep(int Number, Expression Expression) : Step(Number);

/// <summary><c>del place</c>: what Python does to a field or an item; always an error in ctypes.</summary>
public sealed record DeleteStep(int Number, Expression Place) : Step(Number);

/// <summary>Lets go of names, so that what only they held may die.</summary>
public sealed record DropStep(int Number, ImmutableArray<string> Names) : Step(Number);

/// <summary>Collects garbage until nothing more dies.</summary>
public sealed record CollectStep(int Number) : Step(Number);

public sealed record DeclareTypeStep(int Number, TypeDeclaration Declaration) : Step(Number);

/// <summary>Makes a Python function and a C function pointer to it.</summary>
/// <param name="Prototype">The declared function type.</param>
/// <param name="Body">Steps; may end with a <see cref="ReturnStep"/> or <see cref="RaiseStep"/>.</param>
public sealed record CallbackStep(
    int Number,
    string Name,
    string Prototype,
    ImmutableArray<string> Parameters,
    ImmutableArray<Step> Body
) : Step(Number);

/// <summary>
/// Observes whether the body completes or raises; after a raise the program goes on. A body of one evaluated
/// expression, written without braces, observes that expression's value.
/// </summary>
public sealed record TryStep(int Number, string Key, bool YieldsValue, ImmutableArray<Step> Body)
    : Step(Number);

public sealed record ObserveStep(int Number, string Key, Expression Expression) : Step(Number);

/// <summary>The object's memory, with a mask that hides padding.</summary>
public sealed record BytesStep(int Number, string Key, Expression Expression) : Step(Number);

/// <summary>Size, alignment and every field's place, of a type.</summary>
public sealed record LayoutStep(int Number, string Key, Expression Type) : Step(Number);

/// <summary>Which of the handles share memory, measured by writing through each.</summary>
public sealed record AliasStep(int Number, string Key, ImmutableArray<LabelledExpression> Handles)
    : Step(Number);

/// <summary>What became of the subjects' memory once the owners are gone: kept, copied or dangling.</summary>
/// <param name="Owners">Names, evaluated before <paramref name="Body"/>.</param>
public sealed record LifetimeStep(
    int Number,
    string Key,
    ImmutableArray<LabelledExpression> Subjects,
    ImmutableArray<string> Owners,
    ImmutableArray<Step> Body
) : Step(Number);

/// <param name="Label">The expression's canonical text, as observations name it.</param>
public sealed record LabelledExpression(string Label, Expression Expression);

/// <summary>Ends a callback's body.</summary>
public sealed record ReturnStep(int Number, CallbackResult Result) : Step(Number);

/// <summary>Raises a built-in exception, by class name, in a callback's body.</summary>
public sealed record RaiseStep(int Number, string ExceptionClass) : Step(Number);

/// <summary>Keeps an object past the callback's return, under a name of the enclosing program.</summary>
/// <param name="Appends">Adds to a list of that name instead of binding it.</param>
public sealed record KeepStep(int Number, string Name, bool Appends, Expression Expression)
    : Step(Number);

/// <summary>
/// Steps of one side of a twin case. The sides have names of their own and exchange addresses with the operations
/// <c>share</c> and <c>shared</c>. An engine that runs alone plays both sides, one after the other as written.
/// </summary>
/// <param name="Side"><c>one</c> or <c>two</c>.</param>
/// <param name="Engine">Who plays the side where two engines share a process: <c>cpython</c> or <c>reference</c>.</param>
public sealed record OnStep(int Number, string Side, string Engine, ImmutableArray<Step> Body)
    : Step(Number);

/// <summary>What a callback gives back to C.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ReturnNothing), "nothing")]
[JsonDerivedType(typeof(ReturnValue), "value")]
[JsonDerivedType(typeof(ReturnSequence), "sequence")]
[JsonDerivedType(typeof(ReturnComparison), "comparison")]
public abstract record CallbackResult
{
    private protected CallbackResult() { }
}

public sealed record ReturnNothing : CallbackResult;

public sealed record ReturnValue(Expression Value) : CallbackResult;

/// <summary>The first value at the first call, the second at the second; the last one is repeated.</summary>
public sealed record ReturnSequence(ImmutableArray<Expression> Values) : CallbackResult;

/// <summary>-1, 0 or 1, as <c>qsort</c> wants it.</summary>
public sealed record ReturnComparison(Expression Left, Expression Right) : CallbackResult;
