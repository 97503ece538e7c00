using System.Diagnostics.CodeAnalysis;
using System.Dynamic;
using System.Linq.Expressions;
using System.Reflection;

namespace Touchstone.Ctypes;

/// <summary>What has names that only C knows: an object's fields, a library's functions.</summary>
internal interface IDynamicNames
{
    /// <summary>Every name of C's that is known beforehand.</summary>
    IEnumerable<string> Names { get; }

    /// <summary>Whether the name is one of C's here, so that a C# member of that name stands back.</summary>
    bool HasName(string name);

    object? GetName(string name);

    void SetName(string name, object? value);

    object? CallName(string name, object?[] arguments);

    object? GetIndex(object? index);

    void SetIndex(object? index, object? value);

    object? Call(object?[] arguments);
}

/// <summary>The binding of <c>dynamic</c> operations: one rule for each call site and class, so that a site is bound once.</summary>
internal sealed class DynamicCall(Expression expression, IDynamicNames target)
    : DynamicMetaObject(expression, BindingRestrictions.Empty, target)
{
    public override IEnumerable<string> GetDynamicMemberNames() => target.Names;

    public override DynamicMetaObject BindGetMember(GetMemberBinder binder)
    {
        var own = Answer(nameof(IDynamicNames.GetName), Name(binder.Name));
        return Prefer(binder.Name, own, binder.FallbackGetMember(this, own));
    }

    public override DynamicMetaObject BindSetMember(SetMemberBinder binder, DynamicMetaObject value)
    {
        var given = Boxed(value);
        var own = new DynamicMetaObject(
            Expression.Block(Ask(nameof(IDynamicNames.SetName), Name(binder.Name), given), given),
            RestrictionsWith(value)
        );
        return Prefer(binder.Name, own, binder.FallbackSetMember(this, value, own));
    }

    public override DynamicMetaObject BindInvokeMember(
        InvokeMemberBinder binder,
        DynamicMetaObject[] args
    )
    {
        var own = Answer(nameof(IDynamicNames.CallName), args, Name(binder.Name), Boxed(args));
        return Prefer(binder.Name, own, binder.FallbackInvokeMember(this, args, own));
    }

    public override DynamicMetaObject BindInvoke(InvokeBinder binder, DynamicMetaObject[] args) =>
        Answer(nameof(IDynamicNames.Call), args, Boxed(args));

    public override DynamicMetaObject BindGetIndex(
        GetIndexBinder binder,
        DynamicMetaObject[] indexes
    ) =>
        indexes.Length == 1
            ? Answer(nameof(IDynamicNames.GetIndex), indexes, Boxed(indexes[0]))
            : binder.FallbackGetIndex(this, indexes);

    public override DynamicMetaObject BindSetIndex(
        SetIndexBinder binder,
        DynamicMetaObject[] indexes,
        DynamicMetaObject value
    )
    {
        if (indexes.Length != 1)
            return binder.FallbackSetIndex(this, indexes, value);
        var given = Boxed(value);
        return new DynamicMetaObject(
            Expression.Block(Ask(nameof(IDynamicNames.SetIndex), Boxed(indexes[0]), given), given),
            RestrictionsWith([.. indexes, value])
        );
    }

    // A name of C's wins where there is one; else the class's own member, and the error of the C side if there is none.
    private DynamicMetaObject Prefer(
        string name,
        DynamicMetaObject own,
        DynamicMetaObject fallback
    ) =>
        new(
            Expression.Condition(
                Ask(nameof(IDynamicNames.HasName), Name(name)),
                own.Expression,
                Boxed(fallback)
            ),
            own.Restrictions.Merge(fallback.Restrictions)
        );

    private DynamicMetaObject Answer(string method, params Expression[] arguments) =>
        new(Ask(method, arguments), RestrictionsWith());

    private DynamicMetaObject Answer(
        string method,
        DynamicMetaObject[] asked,
        params Expression[] arguments
    ) => new(Ask(method, arguments), RestrictionsWith(asked));

    private MethodCallExpression Ask(string method, params Expression[] arguments) =>
        Expression.Call(
            Expression.Convert(Expression, typeof(IDynamicNames)),
            Methods[method],
            arguments
        );

    private static readonly Dictionary<string, MethodInfo> Methods = typeof(IDynamicNames)
        .GetMethods()
        .Where(method => !method.IsSpecialName)
        .ToDictionary(method => method.Name, StringComparer.Ordinal);

    private BindingRestrictions RestrictionsWith(params DynamicMetaObject[] others)
    {
        var all = BindingRestrictions.GetTypeRestriction(Expression, LimitType);
        foreach (var other in others)
            all = all.Merge(other.Restrictions);
        return all;
    }

    private static ConstantExpression Name(string name) => Expression.Constant(name);

    private static Expression Boxed(DynamicMetaObject value) =>
        value.Expression.Type == typeof(void)
            ? Expression.Block(value.Expression, Expression.Constant(null))
            : Expression.Convert(value.Expression, typeof(object));

    [UnconditionalSuppressMessage(
        "AOT",
        "IL3050",
        Justification = "Arrays of object exist in every program; dynamic itself warns its users."
    )]
    private static NewArrayExpression Boxed(DynamicMetaObject[] values) =>
        Expression.NewArrayInit(typeof(object), values.Select(value => Boxed(value)));
}
