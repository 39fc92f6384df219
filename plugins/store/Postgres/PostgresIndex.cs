using Npgsql;

namespace LocalAI.Plugins.Store.Postgres;

/// <summary>
/// pgvector's index of a table: built beside reads and writes, one for the dimension that keys have now. An index of another dimension
/// covers no row, so it is in nobody's way until the next is built and it is dropped.
/// </summary>
internal sealed class PostgresIndex(Pgvector pgvector, string table)
{
    private volatile int _dimension;

    /// <summary>The dimension of the index that is ready; 0 without one.</summary>
    public int Dimension => _dimension;

    /// <summary>Looks whether the index is there.</summary>
    public async Task LookAsync(NpgsqlTransaction transaction, int dimension, CancellationToken cancellationToken)
    {
        var indexes = await ListAsync(transaction.Connection!, cancellationToken);
        _dimension = indexes.Any(index => index.IsReady && index.Name == NameOf(dimension, index.Table)) ? dimension : 0;
    }

    /// <summary>Builds the index, unless another process does.</summary>
    /// <param name="connection">A connection without a transaction.</param>
    /// <param name="dimension">Numbers of a key.</param>
    /// <param name="connections">Edges of a key.</param>
    /// <param name="cancellationToken">Ends it; what was begun is dropped by the next attempt.</param>
    public async Task BuildAsync(NpgsqlConnection connection, int dimension, int connections, CancellationToken cancellationToken)
    {
        var number = await connection.Statement("select $1::regclass::oid", table).ScalarAsync<uint>(cancellationToken);
        // The lock is the session's and ends with it at the latest.
        if (!await connection.Statement("select pg_try_advisory_lock($1)", (long)number).ScalarAsync<bool>(cancellationToken))
            return;
        try
        {
            var isReady = false;
            foreach (var index in await ListAsync(connection, cancellationToken))
            {
                if (index.IsReady && index.Name == NameOf(dimension, number))
                    isReady = true;
                else
                    await connection.Statement($"drop index concurrently if exists {Quote(index.Name)}").RunAsync(cancellationToken);
            }
            if (!isReady)
            {
                await connection.Statement(
                    pgvector.CreateIndex(Identifier.Quote(NameOf(dimension, number)), table, dimension, connections))
                    .RunAsync(cancellationToken);
            }
            _dimension = dimension;
        }
        finally
        {
            if (connection.State == System.Data.ConnectionState.Open)
                await connection.Statement("select pg_advisory_unlock($1)", (long)number).RunAsync(CancellationToken.None);
        }
    }

    private static string NameOf(int dimension, uint table) => $"hnsw {dimension} {table}";

    private static string Quote(string index) => $"{Identifier.Quote(Identifier.Schema)}.{Identifier.Quote(index)}";

    private async Task<List<(string Name, uint Table, bool IsReady)>> ListAsync(
        NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.Statement(
            """
            select relname, indrelid, indisvalid and indisready from pg_index join pg_class on pg_class.oid = indexrelid
            where indrelid = $1::regclass and relname like 'hnsw %'
            """, table);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<(string, uint, bool)> indexes = [];
        while (await reader.ReadAsync(cancellationToken))
            indexes.Add((reader.GetString(0), reader.GetFieldValue<uint>(1), reader.GetBoolean(2)));
        return indexes;
    }
}
