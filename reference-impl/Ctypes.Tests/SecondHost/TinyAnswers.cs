namespace Touchstone.Ctypes.Tests;

/// <summary>The answers' form of the second host's objects.</summary>
internal static class TinyAnswers
{
    public static string Of(TinyData data, int depth)
    {
        var type = data.Type;
        switch (type.Kind)
        {
            case TypeKind.Function:
                return $"function {Ops<TinyHost, object?>.IsTrue(data)}";
            case TypeKind.Pointer:
                return $"pointer {type.Name} {Ops<TinyHost, object?>.IsTrue(data)}";
            case TypeKind.Simple:
                var inner = TinyScope.Checked(
                    Ops<TinyHost, object?>.GetValue(data, out var read),
                    read
                );
                if (type.Code is not ('z' or 'Z' or 'P' or 'O'))
                    return $"simple {type.Name} {AnswerForm.Of(inner)}";
                _ = TinyHost.ToTruth(TinyHost.Unwrap(inner), out var truth);
                return $"simple {type.Name} {truth}";
            case TypeKind.Array:
                var items = new List<string>();
                for (nint i = 0; i < type.Length; i++)
                {
                    var worked = TinyHost.ItemOf(data, i, out var item);
                    items.Add(AnswerForm.Of(TinyScope.Checked(worked, item), depth - 1));
                }
                return $"{type.Name}[{string.Join(", ", items)}]";
            default:
                var fields = new List<string>();
                if (depth > 0)
                {
                    foreach (var declared in type.Fields)
                    {
                        var worked = Ops<TinyHost, object?>.GetAttribute(
                            data,
                            declared.Name,
                            out var field
                        );
                        var answer = AnswerForm.Of(TinyScope.Checked(worked, field), depth - 1);
                        fields.Add($"{declared.Name}={answer}");
                    }
                }
                return $"{type.Name}({string.Join(", ", fields)})";
        }
    }
}
