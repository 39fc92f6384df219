using System.Data;
using System.Data.Common;
using LocalAI.Plugins.Abstractions;
using Npgsql;

namespace LocalAI.Plugins.Store.Postgres;

/// <summary>The database that keeps a namespace. What it refuses is said in one sentence that names host and database.</summary>
internal sealed class PostgresDatabase : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;

    /// <param name="connection">A connection string as Npgsql takes it.</param>
    /// <exception cref="EngineException">It is none.</exception>
    public PostgresDatabase(string connection)
    {
        try
        {
            var builder = Read(connection);
            var source = new NpgsqlSlimDataSourceBuilder(builder.ConnectionString);
            source.EnableArrays();
            source.EnableTransportSecurity();
            source.EnableIntegratedSecurity();
            _source = source.Build();
            (Place, User) = (PlaceOf(builder), builder.Username ?? "");
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException or InvalidOperationException
            or InvalidCastException or NotSupportedException)
        {
            // What Npgsql says of it may quote the password.
            throw new EngineException(EngineFailure.InvalidInput,
                "The option postgres is no connection string of PostgreSQL; write postgres:Host=HOST;Database=DATABASE;Username=USER and "
                + "put the password into Password=, PGPASSWORD or a .pgpass file.");
        }
    }

    /// <summary>Host and database, for people: never the password.</summary>
    public string Place { get; }

    /// <summary>Who asks.</summary>
    public string User { get; }

    /// <summary>Writes in one transaction: all or nothing.</summary>
    public Task<T> WriteAsync<T>(Func<NpgsqlTransaction, Task<T>> work, CancellationToken cancellationToken) =>
        RunAsync(IsolationLevel.ReadCommitted, work, cancellationToken);

    /// <summary>Reads of one moment, however many statements it takes.</summary>
    public Task<T> ReadAsync<T>(Func<NpgsqlTransaction, Task<T>> work, CancellationToken cancellationToken) =>
        RunAsync(IsolationLevel.RepeatableRead, work, cancellationToken);

    /// <summary>Works on a connection without a transaction.</summary>
    public async Task UseAsync(Func<NpgsqlConnection, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await _source.OpenConnectionAsync(cancellationToken);
            await work(connection);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw PostgresFault.Of(e, this);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private async Task<T> RunAsync<T>(
        IsolationLevel isolation, Func<NpgsqlTransaction, Task<T>> work, CancellationToken cancellationToken)
    {
        for (var again = false; ; again = true)
        {
            var isCommitting = false;
            try
            {
                await using var connection = await _source.OpenConnectionAsync(cancellationToken);
                await using var transaction = await connection.BeginTransactionAsync(isolation, cancellationToken);
                var result = await work(transaction);
                isCommitting = true;
                await transaction.CommitAsync(cancellationToken);
                return result;
            }
            catch (NpgsqlException e) when (!again && !isCommitting && PostgresFault.MayPassAtOnce(e))
            {
                // A connection of the pool that a restarted server no longer knows: nothing was written, and a new one may do.
                cancellationToken.ThrowIfCancellationRequested();
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw PostgresFault.Of(e, this);
            }
        }
    }

    private static NpgsqlConnectionStringBuilder Read(string connection)
    {
        var builder = new NpgsqlConnectionStringBuilder(connection);
        if (string.IsNullOrWhiteSpace(builder.Host))
            throw new ArgumentException("There is no host.", nameof(connection));
        builder.ApplicationName ??= "LocalAI store";
        builder.Enlist = false;
        // Nobody waits at the other end of a connection to a machine that is gone.
        builder.TcpKeepAlive = true;
        var given = new DbConnectionStringBuilder { ConnectionString = connection };
        bool IsGiven(string name) => given.ContainsKey(name) || given.ContainsKey(name.Replace(" ", "", StringComparison.Ordinal));
        // A search takes as long as it takes; whoever called it can cancel it.
        if (!IsGiven("Command Timeout"))
            builder.CommandTimeout = 0;
        // Each namespace has connections of its own, and a server has 100 by default for all.
        if (!IsGiven("Maximum Pool Size") && !IsGiven("Max Pool Size"))
            builder.MaxPoolSize = 16;
        if (!IsGiven("Connection Idle Lifetime"))
            builder.ConnectionIdleLifetime = 60;
        return builder;
    }

    private static string PlaceOf(NpgsqlConnectionStringBuilder builder)
    {
        var port = builder.Port == NpgsqlConnection.DefaultPort ? "" : $":{builder.Port}";
        return $"{builder.Host}{port}/{builder.Database ?? builder.Username}";
    }
}
