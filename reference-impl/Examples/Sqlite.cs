using System.Runtime.InteropServices;
using Touchstone.Ctypes;

namespace Touchstone.Examples;

/// <summary>What SQLite refused, in its own words.</summary>
public sealed class SqliteException(int code, string message) : Exception(message)
{
    /// <summary>SQLite's result code, such as 19 for a violated constraint.</summary>
    public int Code { get; } = code;
}

/// <summary>The functions of libsqlite3 that a small database needs, bound once.</summary>
/// <remarks>Handles stay what they are in C: pointers that only SQLite follows.</remarks>
internal sealed class SqliteLibrary
{
    public const int Row = 100;
    public const int Done = 101;

    /// <summary>Tells SQLite to copy what it is given at once.</summary>
    public const nint Transient = -1;

    private static readonly Lazy<SqliteLibrary> s_instance = new(() => new SqliteLibrary());

    private SqliteLibrary()
    {
        var library = CtypesSession.Native.Load("libsqlite3.so.0");
        Open = library.Function<OpenFunction>("sqlite3_open");
        Close = library.Function<Func<nint, int>>("sqlite3_close");
        Message = library.Function<Func<nint, string>>("sqlite3_errmsg");
        Prepare = library.Function<PrepareFunction>("sqlite3_prepare_v2");
        Step = library.Function<Func<nint, int>>("sqlite3_step");
        Reset = library.Function<Func<nint, int>>("sqlite3_reset");
        Finish = library.Function<Func<nint, int>>("sqlite3_finalize");
        BindNull = library.Function<Func<nint, int, int>>("sqlite3_bind_null");
        BindInteger = library.Function<Func<nint, int, long, int>>("sqlite3_bind_int64");
        BindReal = library.Function<Func<nint, int, double, int>>("sqlite3_bind_double");
        BindText = library.Function<Func<nint, int, string, int, nint, int>>("sqlite3_bind_text");
        BindBlob = library.Function<Func<nint, int, byte[], int, nint, int>>("sqlite3_bind_blob");
        Columns = library.Function<Func<nint, int>>("sqlite3_column_count");
        ColumnName = library.Function<Func<nint, int, string>>("sqlite3_column_name");
        ColumnType = library.Function<Func<nint, int, int>>("sqlite3_column_type");
        ColumnInteger = library.Function<Func<nint, int, long>>("sqlite3_column_int64");
        ColumnReal = library.Function<Func<nint, int, double>>("sqlite3_column_double");
        ColumnText = library.Function<Func<nint, int, string?>>("sqlite3_column_text");
        ColumnBlob = library.Function<Func<nint, int, nint>>("sqlite3_column_blob");
        ColumnBytes = library.Function<Func<nint, int, int>>("sqlite3_column_bytes");
        CreateFunction = library.Function<CreateFunctionFunction>("sqlite3_create_function_v2");
        ValueText = library.Function<Func<nint, string?>>("sqlite3_value_text");
        ResultText = library.Function<Action<nint, string, int, nint>>("sqlite3_result_text");
        ResultNull = library.Function<Action<nint>>("sqlite3_result_null");
        ResultError = library.Function<Action<nint, string, int>>("sqlite3_result_error");
    }

    public static SqliteLibrary Instance => s_instance.Value;

    public delegate int OpenFunction(string file, out nint database);

    public delegate int PrepareFunction(
        nint database,
        string sql,
        int bytes,
        out nint statement,
        nint tail
    );

    public delegate int CreateFunctionFunction(
        nint database,
        string name,
        int arguments,
        int encoding,
        nint data,
        nint function,
        nint step,
        nint final,
        nint destroy
    );

    /// <summary>What SQLite calls: a function of SQL.</summary>
    /// <param name="values">An array of <paramref name="count"/> values.</param>
    public delegate void UserFunction(nint context, int count, nint values);

    public OpenFunction Open { get; }
    public Func<nint, int> Close { get; }
    public Func<nint, string> Message { get; }
    public PrepareFunction Prepare { get; }
    public Func<nint, int> Step { get; }
    public Func<nint, int> Reset { get; }
    public Func<nint, int> Finish { get; }
    public Func<nint, int, int> BindNull { get; }
    public Func<nint, int, long, int> BindInteger { get; }
    public Func<nint, int, double, int> BindReal { get; }
    public Func<nint, int, string, int, nint, int> BindText { get; }
    public Func<nint, int, byte[], int, nint, int> BindBlob { get; }
    public Func<nint, int> Columns { get; }
    public Func<nint, int, string> ColumnName { get; }
    public Func<nint, int, int> ColumnType { get; }
    public Func<nint, int, long> ColumnInteger { get; }
    public Func<nint, int, double> ColumnReal { get; }
    public Func<nint, int, string?> ColumnText { get; }
    public Func<nint, int, nint> ColumnBlob { get; }
    public Func<nint, int, int> ColumnBytes { get; }
    public CreateFunctionFunction CreateFunction { get; }
    public Func<nint, string?> ValueText { get; }
    public Action<nint, string, int, nint> ResultText { get; }
    public Action<nint> ResultNull { get; }
    public Action<nint, string, int> ResultError { get; }
}

/// <summary>A database connection. Not for several threads at once.</summary>
public sealed class Database : IDisposable
{
    private readonly SqliteLibrary _sqlite = SqliteLibrary.Instance;
    private readonly List<CCallback> _functions = [];
    private readonly HashSet<Statement> _statements = [];
    private nint _handle;

    /// <param name="file">A path, or <c>:memory:</c>.</param>
    /// <exception cref="SqliteException">It cannot be opened.</exception>
    public Database(string file)
    {
        var status = _sqlite.Open(file, out _handle);
        if (status == 0)
            return;
        // SQLite gives a handle also where it fails: it tells why, and must be closed.
        var error = Error(status);
        Dispose();
        throw error;
    }

    internal nint Handle =>
        _handle != 0 ? _handle : throw new ObjectDisposedException(nameof(Database));

    /// <summary>Compiles one statement, with <c>?</c> where values will be.</summary>
    /// <exception cref="SqliteException">It is no SQL, or names what is not there.</exception>
    public Statement Prepare(string sql)
    {
        Check(_sqlite.Prepare(Handle, sql, -1, out var statement, 0));
        var prepared = new Statement(this, statement);
        _statements.Add(prepared);
        return prepared;
    }

    /// <summary>Runs a statement that gives no rows.</summary>
    public void Execute(string sql, params object?[] values)
    {
        using var statement = Prepare(sql);
        statement.Bind(values);
        while (statement.Step()) { }
    }

    /// <summary>All rows of a query.</summary>
    public IEnumerable<object?[]> Query(string sql, params object?[] values)
    {
        using var statement = Prepare(sql);
        statement.Bind(values);
        while (statement.Step())
            yield return statement.Row();
    }

    /// <summary>Makes a C# function callable in SQL, until the database is closed.</summary>
    /// <param name="function">Of one text; what it throws becomes SQL's error.</param>
    public void Define(string name, Func<string?, string?> function)
    {
        // SQLite keeps the pointer, so that the callback must live as long as the connection.
        var callback = CtypesSession.Native.Callback<SqliteLibrary.UserFunction>(
            (context, count, values) =>
            {
                try
                {
                    // The array is SQLite's: how long it is, only its caller's word tells.
                    var type = CtypesSession.Native.Types.VoidPointer.Array(count);
                    var first = (nint)CtypesSession.Native.Trust(values, type)[0]!;
                    if (function(_sqlite.ValueText(first)) is { } result)
                        _sqlite.ResultText(context, result, -1, SqliteLibrary.Transient);
                    else
                        _sqlite.ResultNull(context);
                }
                catch (Exception error) when (error is not CMemoryException)
                {
                    _sqlite.ResultError(context, error.Message, -1);
                }
            }
        );
        _functions.Add(callback);
        const int Utf8 = 1;
        Check(_sqlite.CreateFunction(Handle, name, 1, Utf8, 0, callback.Address, 0, 0, 0));
    }

    /// <summary>Closes the statements, then the connection; SQLite cannot call back any more.</summary>
    public void Dispose()
    {
        foreach (var statement in _statements.ToArray())
            statement.Dispose();
        if (_handle == 0)
            return;
        _ = _sqlite.Close(_handle);
        _handle = 0;
        foreach (var function in _functions)
            function.Dispose();
    }

    internal void Forget(Statement statement) => _statements.Remove(statement);

    internal void Check(int status)
    {
        if (status is not (0 or SqliteLibrary.Row or SqliteLibrary.Done))
            throw Error(status);
    }

    private SqliteException Error(int status) => new(status, _sqlite.Message(_handle));
}

/// <summary>A compiled statement: bind, step, read the columns.</summary>
public sealed class Statement : IDisposable
{
    private readonly SqliteLibrary _sqlite = SqliteLibrary.Instance;
    private readonly Database _database;
    private nint _handle;

    internal Statement(Database database, nint handle)
    {
        _database = database;
        _handle = handle;
    }

    private nint Handle =>
        _handle != 0 ? _handle : throw new ObjectDisposedException(nameof(Statement));

    /// <summary>The names of the result's columns.</summary>
    public IEnumerable<string> Columns =>
        Enumerable
            .Range(0, _sqlite.Columns(Handle))
            .Select(column => _sqlite.ColumnName(Handle, column));

    /// <summary>Puts values where the question marks are, and starts the statement anew.</summary>
    public void Bind(params object?[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        _ = _sqlite.Reset(Handle);
        for (var i = 0; i < values.Length; i++)
        {
            var place = i + 1;
            _database.Check(
                values[i] switch
                {
                    null => _sqlite.BindNull(Handle, place),
                    int number => _sqlite.BindInteger(Handle, place, number),
                    long number => _sqlite.BindInteger(Handle, place, number),
                    double number => _sqlite.BindReal(Handle, place, number),
                    string text => _sqlite.BindText(
                        Handle,
                        place,
                        text,
                        -1,
                        SqliteLibrary.Transient
                    ),
                    byte[] blob => _sqlite.BindBlob(
                        Handle,
                        place,
                        blob,
                        blob.Length,
                        SqliteLibrary.Transient
                    ),
                    var other => throw new ArgumentException(
                        $"SQLite has no {other.GetType().Name}",
                        nameof(values)
                    ),
                }
            );
        }
    }

    /// <summary>Goes to the next row.</summary>
    /// <returns>False after the last.</returns>
    public bool Step()
    {
        var status = _sqlite.Step(Handle);
        _database.Check(status);
        return status == SqliteLibrary.Row;
    }

    /// <summary>The current row: <see cref="long"/>, <see cref="double"/>, <see cref="string"/>, bytes or null.</summary>
    public object?[] Row() =>
        [.. Enumerable.Range(0, _sqlite.Columns(Handle)).Select(column => this[column])];

    /// <inheritdoc cref="Row"/>
    public object? this[int column] =>
        _sqlite.ColumnType(Handle, column) switch
        {
            1 => _sqlite.ColumnInteger(Handle, column),
            2 => _sqlite.ColumnReal(Handle, column),
            3 => _sqlite.ColumnText(Handle, column),
            4 => Blob(column),
            _ => null,
        };

    /// <summary>Frees the statement.</summary>
    public void Dispose()
    {
        if (_handle == 0)
            return;
        _ = _sqlite.Finish(_handle);
        _handle = 0;
        _database.Forget(this);
    }

    private byte[] Blob(int column)
    {
        var address = _sqlite.ColumnBlob(Handle, column);
        var bytes = new byte[_sqlite.ColumnBytes(Handle, column)];
        if (bytes.Length > 0)
            Marshal.Copy(address, bytes, 0, bytes.Length);
        return bytes;
    }
}

/// <summary>The database at work.</summary>
internal static class SqliteExample
{
    public static void Run(TextWriter output)
    {
        using var database = new Database(":memory:");
        database.Execute(
            "create table fox (id integer primary key, name text unique, weight real, tail blob)"
        );
        using (
            var insert = database.Prepare("insert into fox (name, weight, tail) values (?, ?, ?)")
        )
        {
            foreach (
                var (name, weight, tail) in new (string, double?, byte[]?)[]
                {
                    ("Füchslein", 2.5, [1, 0, 255]),
                    ("Reineke", null, null),
                    ("Volpe", 7, []),
                }
            )
            {
                insert.Bind(name, weight, tail);
                insert.Step();
            }
        }
        using (var all = database.Prepare("select * from fox where id >= ? order by id"))
        {
            output.WriteLine(string.Join('|', all.Columns));
            all.Bind(1);
            while (all.Step())
                output.WriteLine(string.Join('|', all.Row().Select(Text)));
        }

        database.Define("shout", text => text?.ToUpperInvariant() + "!");
        foreach (var row in database.Query("select shout(name) from fox where weight > ?", 1.0))
            output.WriteLine(row[0]);

        Try(() => database.Execute("insert into fox (name) values (?)", "Volpe"));
        Try(() => database.Execute("select name from nowhere"));
        database.Define("fail", _ => throw new InvalidOperationException("no such fox"));
        Try(() => _ = database.Query("select fail(name) from fox").ToList());

        void Try(Action action)
        {
            try
            {
                action();
            }
            catch (SqliteException error)
            {
                output.WriteLine($"{error.Code}: {error.Message}");
            }
        }
    }

    private static string Text(object? value) =>
        value switch
        {
            null => "None",
            byte[] bytes => Convert.ToHexStringLower(bytes),
            double number => number.ToString(
                "F2",
                System.Globalization.CultureInfo.InvariantCulture
            ),
            _ => $"{value}",
        };
}
