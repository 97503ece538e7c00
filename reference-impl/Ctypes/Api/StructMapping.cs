using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Touchstone.Ctypes;

/// <summary>C types from C# types, and whether their bytes are the same.</summary>
internal static class StructMapping
{
    private const BindingFlags Instance =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>The C# struct that a type was defined from and whose memory it shares; null where there is none.</summary>
    public static Type? Known(CtypesType type) => type.HostType as Type;

    /// <exception cref="CLayoutException">It has no counterpart in C, or another layout.</exception>
    [UnconditionalSuppressMessage(
        "Trimming",
        "IL2067",
        Justification = "TypeOf<T> keeps the members of what it is asked for; a program that nests such types asks for each."
    )]
    public static CtypesType Of(CtypesSession session, Type type)
    {
        if (OfScalar(session.Types, type) is { } scalar)
            return scalar;
        if (type.IsPointer)
        {
            var target = type.GetElementType()!;
            return target == typeof(void)
                ? session.Types.VoidPointer
                : Of(session, target).Pointer();
        }
        if (type.IsSubclassOf(typeof(Delegate)))
            return DelegateShape.Of(session, type).FunctionType;
        // Ready already where it refers to itself: entered as soon as it is declared.
        return session.Mapped.TryGetValue(type, out var known) ? known : Aggregate(session, type);
    }

    private static CtypesType? OfScalar(TypeSet types, Type type) =>
        type.IsEnum
            ? OfScalar(types, Enum.GetUnderlyingType(type))
            : Type.GetTypeCode(type) switch
            {
                TypeCode.SByte => types["c_int8"],
                TypeCode.Byte => types["c_uint8"],
                TypeCode.Int16 => types["c_int16"],
                TypeCode.UInt16 => types["c_uint16"],
                TypeCode.Int32 => types["c_int32"],
                TypeCode.UInt32 => types["c_uint32"],
                TypeCode.Int64 => types["c_int64"],
                TypeCode.UInt64 => types["c_uint64"],
                TypeCode.Single => types.Float,
                TypeCode.Double => types.Double,
                TypeCode.Boolean => types.Bool,
                TypeCode.String => types.Text,
                _ when type == typeof(nint) || type == typeof(nuint) => types.VoidPointer,
                _ when type == typeof(Ffi.LongDouble) => types.LongDouble,
                _ => null,
            };

    private static CtypesType Aggregate(
        CtypesSession session,
        [DynamicallyAccessedMembers(
            DynamicallyAccessedMemberTypes.PublicFields
                | DynamicallyAccessedMemberTypes.NonPublicFields
        )]
            Type type
    )
    {
        var attribute = type.GetCustomAttribute<CStructAttribute>();
        var isStruct = type is { IsValueType: true, IsPrimitive: false };
        if (!isStruct && attribute is null || type == typeof(decimal) || type == typeof(char))
            throw new CLayoutException($"a {type.Name} has no counterpart in C");
        attribute ??= new CStructAttribute();
        var name = attribute.Name ?? type.Name;
        var builder =
            attribute is CUnionAttribute
                ? session.Union(
                    name,
                    Given(attribute.Pack),
                    Given(attribute.Align),
                    attribute.ByteOrder,
                    attribute.Layout
                )
                : session.Struct(
                    name,
                    Given(attribute.Pack),
                    Given(attribute.Align),
                    attribute.ByteOrder,
                    attribute.Layout
                );
        session.Mapped[type] = builder.Type;
        try
        {
            foreach (var field in Declared(type))
                Add(session, builder, field, isStruct);
            builder.Define();
            if (isStruct)
                CheckLayout(type, builder.Type);
        }
        catch
        {
            session.Mapped.TryRemove(type, out _);
            throw;
        }
        if (isStruct)
            builder.Type.HostType = type;
        return builder.Type;
    }

    // In the order of the source: tokens count it. NativeAOT has none, and keeps the order; a struct's layout is checked anyway.
    private static IEnumerable<FieldInfo> Declared(
        [DynamicallyAccessedMembers(
            DynamicallyAccessedMemberTypes.PublicFields
                | DynamicallyAccessedMemberTypes.NonPublicFields
        )]
            Type type
    ) =>
        type.GetFields(Instance)
            .OrderBy(field => field.HasMetadataToken() ? field.MetadataToken : 0);

    private static int? Given(int value) => value == 0 ? null : value;

    private static void Add(
        CtypesSession session,
        AggregateBuilder builder,
        FieldInfo field,
        bool isStruct
    )
    {
        var said = field.GetCustomAttribute<CFieldAttribute>() ?? new CFieldAttribute();
        var name = said.Name ?? field.Name;
        if (isStruct)
            CheckUnmanaged(builder.Type, name, field.FieldType, said);
        var type = FieldType(session, field, said);
        if (said.Bits > 0)
            builder.Bits(name, type, said.Bits);
        else if (said.IsAnonymous)
            builder.Anonymous(name, type);
        else
            builder.Field(name, type);
    }

    private static CtypesType FieldType(
        CtypesSession session,
        FieldInfo field,
        CFieldAttribute said
    )
    {
        if (field.GetCustomAttribute<FixedBufferAttribute>() is { } buffer)
            return Of(session, buffer.ElementType).Array(buffer.Length);
        var own = field.FieldType;
        var type =
            said.Type is { } name ? session.Types[name]
            : own.IsArray ? Of(session, own.GetElementType()!)
            : Of(session, own);
        if (said.IsPointer)
            type = type.Pointer();
        if (!own.IsArray)
            return type;
        return said.Length > 0
            ? type.Array(said.Length)
            : throw new CLayoutException(
                $"{field.DeclaringType!.Name}.{field.Name} is an array: its [CField] must say its Length"
            );
    }

    private static void CheckUnmanaged(
        CtypesType owner,
        string name,
        Type type,
        CFieldAttribute said
    )
    {
        var reason =
            said.Bits > 0 ? "a bit-field has no bytes of its own: declare the type by a class"
            : type == typeof(bool)
                ? "a bool has no fixed form in C#: declare it as byte, with [CField(Type = \"c_bool\")]"
            : !type.IsValueType && !type.IsPointer
                ? $"a {type.Name} is a reference: declare it as nint, or the type by a class"
            : null;
        if (reason is not null)
            throw new CLayoutException($"{owner.Name}.{name}: {reason}");
    }

#pragma warning disable CA1421 // Other assemblies' structs; without bool and char they are laid out for C and for C# alike.
    private static void CheckLayout(
        [DynamicallyAccessedMembers(
            DynamicallyAccessedMemberTypes.PublicFields
                | DynamicallyAccessedMemberTypes.NonPublicFields
        )]
            Type type,
        CtypesType aggregate
    )
    {
        var fields = Declared(type).ToArray();
        for (var i = 0; i < fields.Length; i++)
        {
            var c = aggregate.OwnFields[i];
            var managed = (int)Marshal.OffsetOf(type, fields[i].Name);
            if (managed != c.Offset)
            {
                throw new CLayoutException(
                    $"{aggregate.Name}.{c.Name} is at byte {c.Offset} in C ({Rule(aggregate, c)}) and at byte {managed} in {type.Name}"
                );
            }
        }
        var size = SizeOf(type);
        if (size != aggregate.Size)
        {
            throw new CLayoutException(
                $"{aggregate.Name} has {aggregate.Size} bytes in C (a multiple of its alignment, {aggregate.Alignment}) and {size} in {type.Name}"
            );
        }
    }

    private static string Rule(CtypesType aggregate, CtypesField field) =>
        aggregate.Kind == TypeKind.Union ? "every member of a union is at its start"
        : aggregate.Options.Pack is { } pack
            ? $"{field.Type.Name} is aligned to {Math.Min(pack, field.Type.Alignment)}, with pack {pack}"
        : $"{field.Type.Name} is aligned to {field.Type.Alignment}";

    [UnconditionalSuppressMessage(
        "AOT",
        "IL3050",
        Justification = "Of such a struct nothing is marshalled."
    )]
    private static int SizeOf(Type type) => Marshal.SizeOf(type);
#pragma warning restore CA1421
}
