using System.Numerics;
using Touchstone.Ffi;

namespace Touchstone.Ctypes;

/// <summary>
/// What ctypes' rules need of the world they run in: its values, its ctypes objects, its container for what is kept alive, and
/// its errors. No rule of ctypes is in an implementation.
/// </summary>
/// <typeparam name="R">A value of the host: a reference to any object.</typeparam>
/// <remarks>
/// An operation that can fail returns whether it worked; when it did not, the host's error is set. A host whose errors are
/// exceptions throws instead, and never returns false.
/// </remarks>
public unsafe interface IHost<R>
{
    // ---- values

    /// <summary>Python's <c>None</c>, or what stands for it.</summary>
    static abstract R None { get; }

    /// <summary>Which of ctypes' rules apply; a subclass counts as its base. Sets no error.</summary>
    static abstract ValueKind KindOf(R value);

    /// <summary>The name of the value's class, for messages.</summary>
    static abstract string ClassNameOf(R value);

    /// <summary>A <c>bool</c>: <c>c_bool</c>'s value.</summary>
    static abstract R OfBoolean(bool value);

    /// <summary>An <c>int</c>: the value of the signed types.</summary>
    static abstract R OfInteger(long value);

    /// <summary>An <c>int</c>, also from 2**63 on: the value of the unsigned types and of addresses.</summary>
    static abstract R OfUnsigned(ulong value);

    /// <summary>A <c>float</c>; a NaN keeps its bits where the host can.</summary>
    static abstract R OfReal(double value);

    /// <summary>A <c>complex</c>.</summary>
    static abstract R OfComplex(Complex value);

    /// <summary>A <c>bytes</c> with a copy of the content.</summary>
    static abstract R OfBytes(ReadOnlySpan<byte> content);

    /// <summary>A <c>str</c>; lone surrogates, which C's memory may hold, are kept.</summary>
    static abstract R OfText(ReadOnlySpan<int> codePoints);

    /// <summary>A new <c>list</c> of these items.</summary>
    static abstract R OfList(ReadOnlySpan<R> items);

    /// <summary>A <c>tuple</c> of these items.</summary>
    static abstract R OfTuple(ReadOnlySpan<R> items);

    /// <summary>Python's <c>is</c>.</summary>
    static abstract bool AreSame(R left, R right);

    /// <summary>Python's <c>repr</c>, for messages.</summary>
    static abstract string RepresentationOf(R value);

    /// <summary>The value that a ctypes type is.</summary>
    static abstract R OfType(CtypesType type);

    /// <summary>The ctypes type that a value is; null, without an error, for any other value.</summary>
    static abstract CtypesType? AsType(R value);

    /// <summary>The value that a field descriptor is: of one descriptor the same each time.</summary>
    static abstract R OfField(CtypesField field);

    /// <summary>The field descriptor that a value is; null, without an error, for any other value.</summary>
    static abstract CtypesField? AsField(R value);

    /// <summary>The parts of a value whose kind is <see cref="ValueKind.Slice"/>.</summary>
    static abstract SliceParts<R> SliceOf(R slice);

    /// <summary>
    /// The two's complement of an integer, cut to 64 bits: of an <c>int</c>, a <c>bool</c>, or what has <c>__index__</c>.
    /// </summary>
    static abstract bool ToBits(R value, out ulong bits, out IntegerRange range);

    /// <summary>Whether <see cref="ToBits"/> takes the value at all. Sets no error.</summary>
    static abstract bool IsIndex(R value);

    /// <summary>What Python's <c>float(value)</c> gives for a number; text is no number.</summary>
    static abstract bool ToReal(R value, out double real);

    /// <inheritdoc cref="ToReal"/>
    static abstract bool ToComplex(R value, out Complex complex);

    /// <summary>Python's <c>bool(value)</c>, which asks <c>__bool__</c> and <c>__len__</c>.</summary>
    static abstract bool ToTruth(R value, out bool truth);

    /// <summary>Where a bytes object's content is; a NUL follows it. Borrowed from the object.</summary>
    static abstract byte* BytesAt(R bytes, out nint length);

    /// <summary>The content of a bytes-like object, for reading. Borrowed from the object.</summary>
    static abstract bool ReadBuffer(R source, out byte* address, out nint length);

    /// <summary>Python's <c>memoryview(source)</c>: keeps the object alive and locks its size.</summary>
    static abstract bool ExportBuffer(
        R source,
        out R view,
        out byte* address,
        out nint length,
        out bool isReadOnly
    );

    /// <summary>The code points of a <c>str</c>. Borrowed from the object.</summary>
    static abstract ReadOnlySpan<int> CodePointsOf(R text);

    /// <summary>The number of items of a sequence; -1, without an error, for what is none.</summary>
    static abstract nint CountOf(R sequence);

    /// <summary><c>sequence[index]</c>, for an index below <see cref="CountOf"/>: not counted from the end.</summary>
    static abstract bool ItemOf(R sequence, nint index, out R item);

    /// <summary>Python's <c>setattr</c>, on any object.</summary>
    static abstract bool SetAttribute(R target, string name, R value);

    /// <summary>An attribute of any object, as <c>getattr</c> finds it: a method comes bound.</summary>
    static abstract Lookup Find(R value, string name, out R attribute);

    /// <summary>
    /// An attribute that a subclass of the host defined on a ctypes type, or that a <see cref="TypeKind.Foreign"/> one has:
    /// bound to it. What ctypes' own classes define is not found.
    /// </summary>
    static abstract Lookup FindOverride(CtypesType type, string name, out R attribute);

    /// <summary>Python's <c>callable</c>. Sets no error.</summary>
    static abstract bool IsCallable(R value);

    /// <summary>Calls a callable of the host.</summary>
    static abstract bool Invoke(R callable, ReadOnlySpan<R> arguments, out R result);

    /// <summary>The address that stands for an object in C memory (<c>py_object</c>). Valid while the object lives.</summary>
    static abstract nint HandleOf(R value);

    /// <summary>The object that <see cref="HandleOf"/> gave an address for; an error where the object is known to be gone.</summary>
    static abstract bool FromHandle(nint handle, out R value);

    // ---- ctypes objects

    /// <summary>The type of a value whose kind is <see cref="ValueKind.Data"/>.</summary>
    static abstract CtypesType TypeOf(R data);

    /// <summary>The first byte of a ctypes object's memory. Borrowed from the object, until it is resized.</summary>
    static abstract byte* AddressOf(R data);

    /// <summary>Bytes.</summary>
    static abstract nint SizeOf(R data);

    /// <summary>The object whose memory this one shares; false where there is none.</summary>
    static abstract bool BaseOf(R data, out R owner);

    /// <summary>The place in <see cref="BaseOf"/>'s memory that an object was viewed with: a field's or an item's index.</summary>
    static abstract nint IndexOf(R data);

    /// <summary>Whether the memory is this object's own, and so can be resized.</summary>
    static abstract bool OwnsMemory(R data);

    /// <summary>A new object with zeroed memory of its own; nothing initialises it.</summary>
    static abstract bool Allocate(CtypesType type, out R data);

    /// <summary><c>type(*arguments)</c>, with all that the host's subclasses add.</summary>
    static abstract bool Construct(CtypesType type, ReadOnlySpan<R> arguments, out R data);

    /// <summary>A new object that shares memory of another and keeps it alive.</summary>
    static abstract bool View(CtypesType type, byte* address, R owner, nint index, out R data);

    /// <summary>A new object on memory that nobody vouches for.</summary>
    static abstract bool Borrow(CtypesType type, byte* address, out R data);

    /// <summary>
    /// Whether memory may be read or written through an address that was found in an object's memory. ctypes trusts every one
    /// but NULL; a host may know better, and sets its error.
    /// </summary>
    /// <param name="holder">The pointer, or what holds it.</param>
    /// <param name="address">What was found; may be NULL.</param>
    /// <param name="start">Bytes from there to the first that is wanted.</param>
    /// <param name="size">Bytes that are wanted.</param>
    static virtual bool MayReach(R holder, byte* address, nint start, nint size) => true;

    /// <summary>The same for text, which ends with its first NUL.</summary>
    /// <param name="holder">The pointer, or what holds it.</param>
    /// <param name="address">What was found; not NULL.</param>
    /// <param name="unit">Bytes of a character.</param>
    static virtual bool MayReachText(R holder, byte* address, int unit) => true;

    /// <summary>Changes the size of memory that the object owns; new bytes are zero.</summary>
    static abstract bool Reallocate(R data, nint size);

    /// <summary>A memoryview of bytes that nobody vouches for.</summary>
    static abstract R ViewMemory(byte* address, nint length, bool isReadOnly);

    // ---- the attributes that were set on one object (its __dict__)

    /// <summary>False, without an error, where there is none.</summary>
    static abstract bool FindOwn(R data, string name, out R value);

    /// <summary>Sets an attribute past all rules; one that is there is replaced.</summary>
    static abstract void SetOwn(R data, string name, R value);

    /// <returns>Whether there was one; sets no error.</returns>
    static abstract bool RemoveOwn(R data, string name);

    /// <summary>All of them, as a dictionary.</summary>
    static abstract R OwnAttributes(R data);

    /// <summary>Sets all that a dictionary holds.</summary>
    static abstract bool UpdateOwn(R data, R attributes);

    // ---- keeping alive: the container is the host's, its keys are the rules'

    /// <summary><c>_objects</c> of this very object; false where it has none yet.</summary>
    static abstract bool KeptBy(R data, out R kept);

    /// <summary>Replaces <c>_objects</c> of this very object.</summary>
    static abstract void SetKept(R data, R kept);

    /// <summary>An empty <c>dict</c>, to become an <c>_objects</c>.</summary>
    static abstract R NewDictionary();

    /// <summary>Keeps a value under a key that the rules made of indices: <c>1:0</c>.</summary>
    static abstract bool SetDictionaryItem(R dictionary, string key, R value);

    /// <summary>Keeps an object under its own identity as key.</summary>
    static abstract bool SetDictionaryItem(R dictionary, R keyAndValue);

    /// <summary>A <c>tuple</c> of two, such as <c>_objects</c> holds where a pointer and its target's keepers share a key.</summary>
    static abstract R OfPair(R first, R second);

    /// <summary>A value that keeps something of .NET alive and is nothing else.</summary>
    static abstract R Keeper(object target);

    // ---- functions and callbacks

    /// <summary>The type that stands for an object in <c>argtypes</c> or as <c>restype</c>: itself, or for what is no ctypes type one of kind <see cref="TypeKind.Foreign"/>.</summary>
    /// <param name="types">The set that a foreign one is to belong to.</param>
    static abstract CtypesType TypeFor(TypeSet types, R value);

    /// <summary>The object that a type of kind <see cref="TypeKind.Foreign"/> stands for.</summary>
    static abstract R ForeignOf(CtypesType type);

    /// <summary>How a function pointer object is called.</summary>
    static abstract CallPlan PlanOf(R function);

    /// <summary>Replaces <see cref="PlanOf"/>'s answer: <c>argtypes</c> or <c>restype</c> was set.</summary>
    static abstract void SetPlan(R function, CallPlan plan);

    /// <summary>A value that a function pointer object holds; <c>None</c> where it holds none.</summary>
    static abstract R FunctionSlotOf(R function, FunctionSlot slot);

    /// <summary>Replaces <see cref="FunctionSlotOf"/>'s answer; <c>None</c> empties the slot.</summary>
    static abstract void SetFunctionSlot(R function, FunctionSlot slot, R value);

    /// <summary>The thread leaves the host for C.</summary>
    /// <param name="keepsLock">Whether the host's lock stays held (<c>PyDLL</c>).</param>
    /// <returns>What <see cref="EndForeignCall"/> wants back.</returns>
    static abstract nint BeginForeignCall(bool keepsLock);

    /// <summary>The thread is back from C.</summary>
    /// <returns>False where C left an error of the host behind; it may do so only with the lock held.</returns>
    static abstract bool EndForeignCall(nint state, bool keepsLock);

    /// <summary>A new object that holds a callable, and will own the closure by which C reaches it.</summary>
    static abstract R NewThunk(R callable);

    /// <summary>Makes the thunk own the closure: C may call it as long as the thunk lives.</summary>
    static abstract void SetClosure(R thunk, Closure closure);

    /// <summary>The callable that <see cref="NewThunk"/> was given.</summary>
    static abstract R CallableOf(R thunk);

    /// <summary>Keeps what a callback's result points to: C does not say for how long, so as long as the thunk at least.</summary>
    static abstract void KeepResult(R thunk, R kept);

    // ---- arguments of calls

    /// <summary>The object that <c>byref</c> and <c>from_param</c> give: it keeps the slot's source alive.</summary>
    static abstract R NewArgument(in ArgumentSlot<R> argument);

    /// <param name="scratch">32 bytes for a value that does not fit a slot; they are used only until the call ends.</param>
    static abstract ArgumentSlot<R> ArgumentOf(R argument, byte* scratch);

    // ---- errors

    /// <summary>Sets an error.</summary>
    /// <returns>False, always: so that a rule can end with it.</returns>
    static abstract bool Raise(ErrorKind kind, string text);

    /// <summary>Clears the error that is set, or takes the one that was thrown, and gives it as an object.</summary>
    static abstract R TakeError(Exception? thrown);

    /// <summary>Sets an error that was taken.</summary>
    /// <returns>False, always.</returns>
    static abstract bool RestoreError(R error);

    /// <summary>An error's class, without its module, and its text.</summary>
    static abstract void DescribeError(R error, out string className, out string text);

    /// <summary>Issues a <c>RuntimeWarning</c>.</summary>
    /// <returns>False where the host made an error of it.</returns>
    static abstract bool Warn(CtypesType function, string text);

    /// <summary>Reports an error that nobody can catch: a callback's (<c>sys.unraisablehook</c>).</summary>
    /// <param name="text">The hook's <c>err_msg</c>.</param>
    /// <param name="subject">The hook's <c>object</c>.</param>
    static abstract void ReportUnraised(CtypesType function, R error, string text, R subject);
}
