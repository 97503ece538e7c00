namespace Touchstone.Ctypes;

/// <summary>The minor version of CPython 3 whose answers are given, from 3.8 to 3.15.</summary>
public readonly record struct CPythonVersion(int Minor) : IComparable<CPythonVersion>
{
    /// <summary>3.8: what older ones answered is not described.</summary>
    public static CPythonVersion Oldest => new(8);

    /// <summary>The version whose semantics are followed where nothing else is asked for.</summary>
    public static CPythonVersion Newest => new(15);

    /// <param name="text">Such as <c>3.11</c>; a third number is allowed and ignored.</param>
    /// <exception cref="FormatException">It is no version from 3.8 to 3.15.</exception>
    public static CPythonVersion Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('.');
        if (
            parts.Length is 2 or 3
            && parts[0] == "3"
            && int.TryParse(parts[1], out var minor)
            && minor >= Oldest.Minor
            && minor <= Newest.Minor
        )
            return new(minor);
        throw new FormatException($"'{text}' is no CPython version from 3.8 to 3.15");
    }

    /// <inheritdoc/>
    public int CompareTo(CPythonVersion other) => Minor.CompareTo(other.Minor);

    /// <summary>Whether the left one came out earlier.</summary>
    public static bool operator <(CPythonVersion left, CPythonVersion right) =>
        left.Minor < right.Minor;

    /// <summary>Whether the left one came out later.</summary>
    public static bool operator >(CPythonVersion left, CPythonVersion right) =>
        left.Minor > right.Minor;

    /// <summary>Whether the left one did not come out later.</summary>
    public static bool operator <=(CPythonVersion left, CPythonVersion right) =>
        left.Minor <= right.Minor;

    /// <summary>Whether the left one did not come out earlier.</summary>
    public static bool operator >=(CPythonVersion left, CPythonVersion right) =>
        left.Minor >= right.Minor;

    /// <summary>As <see cref="Parse"/> takes it: <c>3.15</c>.</summary>
    public override string ToString() => $"3.{Minor}";
}
