using System.Dynamic;
using System.Linq.Expressions;

namespace Touchstone.Ctypes;

// dynamic: fields and items by their names in C.
public unsafe partial class CData : IDynamicMetaObjectProvider, IDynamicNames
{
    /// <summary>What <c>dynamic</c> asks: a C name comes first, a member of this class second.</summary>
    DynamicMetaObject IDynamicMetaObjectProvider.GetMetaObject(Expression parameter) =>
        new DynamicCall(parameter, this);

    IEnumerable<string> IDynamicNames.Names => Type.Fields.Select(member => member.Name);

    bool IDynamicNames.HasName(string name) =>
        Type.FindField(name) is not null || Ops<NetHost, Value>.HasOwnAttribute(Type, name);

    object? IDynamicNames.GetName(string name) => this[name];

    void IDynamicNames.SetName(string name, object? value) => this[name] = value;

    object? IDynamicNames.CallName(string name, object?[] arguments) =>
        this[name] is CFunctionPointer function
            ? function.Call(arguments)
            : throw new PythonException(
                ErrorKind.TypeError,
                $"{Type.Name}.{name} is no function pointer"
            );

    object? IDynamicNames.GetIndex(object? index) =>
        NetValues.ToNet(Items.Get(this, Key(index)), Type.Element);

    void IDynamicNames.SetIndex(object? index, object? value) =>
        Items.Set(this, Key(index), NetValues.ToValue(value, Type.Element, Type.Types));

    object? IDynamicNames.Call(object?[] arguments) =>
        this is CFunctionPointer function
            ? function.Call(arguments)
            : throw new PythonException(
                ErrorKind.TypeError,
                $"'{Type.Name}' object is not callable"
            );

    private Value Key(object? index) => NetValues.ToValue(index, target: null, Type.Types);
}
