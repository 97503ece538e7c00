using System.Dynamic;
using System.Linq.Expressions;

namespace Touchstone.Ctypes;

// dynamic: functions by their names in C.
public sealed partial class CLibrary : IDynamicMetaObjectProvider, IDynamicNames
{
    /// <summary>What <c>dynamic</c> asks: a member of this class comes first, a symbol of the library second.</summary>
    DynamicMetaObject IDynamicMetaObjectProvider.GetMetaObject(Expression parameter) =>
        new DynamicCall(parameter, this);

    IEnumerable<string> IDynamicNames.Names => _functions.Keys;

    // Nearly any name could be a symbol: what the class declares is known to be meant.
    bool IDynamicNames.HasName(string name) => false;

    object? IDynamicNames.GetName(string name) => GetAttribute(name);

    void IDynamicNames.SetName(string name, object? value) =>
        throw new PythonException(
            ErrorKind.AttributeError,
            $"{name}: a library's symbols cannot be set"
        );

    object? IDynamicNames.CallName(string name, object?[] arguments) =>
        GetAttribute(name).Call(arguments);

    object? IDynamicNames.GetIndex(object? index) =>
        index is string name
            ? GetItem(name)
            : throw new PythonException(ErrorKind.TypeError, "a library is indexed by name");

    void IDynamicNames.SetIndex(object? index, object? value) =>
        ((IDynamicNames)this).SetName($"{index}", value);

    object? IDynamicNames.Call(object?[] arguments) =>
        throw new PythonException(ErrorKind.TypeError, "'CDLL' object is not callable");
}
