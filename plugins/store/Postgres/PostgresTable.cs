using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Store.Requests;
using Npgsql;

namespace LocalAI.Plugins.Store.Postgres;

/// <summary>
/// A namespace's table: a row a key, found by the key's digest. Each method is part of a transaction. Writers take turns by the lock on
/// the namespace's row, in all processes, so the dimension and the number of rows there are always those of the table.
/// </summary>
internal sealed class PostgresTable(string name, string place)
{
    /// <summary>What this version writes, and the newest that it reads.</summary>
    public const int Format = 1;

    // "local" and "store": one at a time creates tables, or PostgreSQL may refuse the second instead of finding what is there.
    private const long CreationLock = 0x6C6F63616C_73746F;

    /// <summary>The table's name, quoted.</summary>
    public string Quoted { get; } = $"{Identifier.Quote(Identifier.Schema)}.{Identifier.Quote(Identifier.TableOf(name))}";

    /// <summary>Makes sure that the table is there.</summary>
    /// <exception cref="EngineException">A newer version has written it.</exception>
    public async Task<NamespaceHeader> OpenAsync(NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        if (!await IsThereAsync(transaction, cancellationToken))
            await CreateAsync(transaction, cancellationToken);
        var header = await ReadAsync(transaction, forUpdate: false, cancellationToken);
        if (header.Rows == 0 || !await IsEmptyAsync(transaction, cancellationToken))
            return header;

        // Somebody emptied it with SQL.
        await ReadAsync(transaction, forUpdate: true, cancellationToken);
        await transaction.Statement(
            $"update {Identifier.Namespaces} set dimension = 0, rows = 0 where name = $1 and not exists (select from {Quoted})", name)
            .RunAsync(cancellationToken);
        return await ReadAsync(transaction, forUpdate: false, cancellationToken);
    }

    /// <summary>The namespace's row.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="forUpdate">Whether other writers wait until the transaction ends.</param>
    /// <param name="cancellationToken">Ends the statement.</param>
    /// <exception cref="EngineException">It is gone, or of a newer version.</exception>
    public async Task<NamespaceHeader> ReadAsync(NpgsqlTransaction transaction, bool forUpdate, CancellationToken cancellationToken)
    {
        await using var command = transaction.Statement(
            $"select format, dimension, rows from {Identifier.Namespaces} where name = $1{(forUpdate ? " for update" : "")}", name);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            throw new EngineException(EngineFailure.NotFound,
                $"PostgreSQL at {place} no longer has the namespace '{name}'; load the model again to create it.");
        }
        if (reader.GetInt32(0) is > Format and var format)
        {
            throw new EngineException(EngineFailure.InvalidInput,
                $"The namespace '{name}' in PostgreSQL at {place} has format {format}, and this version knows formats up to {Format}; "
                + "use the version that wrote it, or a newer one.");
        }
        return new NamespaceHeader(reader.GetInt32(1), reader.GetInt64(2));
    }

    /// <summary>Stores rows, or replaces the values of those that are there. The namespace's row is locked.</summary>
    public async Task SetAsync(
        NpgsqlTransaction transaction, KeyRows rows, IReadOnlyList<StoresValue> values, CancellationToken cancellationToken)
    {
        foreach (var part in rows.Parts(values))
        {
            // A row that was not there has nobody who ended it: xmax is 0.
            await transaction.Statement(
                $"""
                with stored as (
                    insert into {Quoted} as kept (hash, key, norm, value)
                    select hash, ($2::float4[])[(place - 1) * $5 + 1 : place * $5], norm, value
                    from unnest($1::bytea[], $3::float8[], $4::bytea[]) with ordinality as sent (hash, norm, value, place)
                    on conflict (hash) do update set value = excluded.value
                    returning xmax = 0 as added),
                fresh as (select count(*) as rows from stored where added)
                update {Identifier.Namespaces} as n set dimension = $5, rows = n.rows + fresh.rows from fresh
                where n.name = $6 and fresh.rows > 0
                """,
                part.Digests, part.Keys, part.Norms, part.Values, (long)rows.Dimension, name).RunAsync(cancellationToken);
        }
    }

    /// <summary>Deletes rows. The namespace's row is locked. Without rows any dimension may come.</summary>
    public Task DeleteAsync(NpgsqlTransaction transaction, KeyBatch keys, CancellationToken cancellationToken) =>
        transaction.Statement(
            $"""
            with gone as (delete from {Quoted} where hash = any ($1) returning 1),
            counted as (select count(*) as rows from gone)
            update {Identifier.Namespaces} as n
            set rows = n.rows - counted.rows, dimension = case when n.rows > counted.rows then n.dimension else 0 end
            from counted where n.name = $2 and counted.rows > 0
            """,
            Digests(keys), name).RunAsync(cancellationToken);

    /// <summary>The rows of keys, in no order.</summary>
    public async Task<List<(float[] Key, byte[] Value)>> GetAsync(
        NpgsqlTransaction transaction, KeyBatch keys, CancellationToken cancellationToken)
    {
        await using var command = transaction.Statement($"select key, value from {Quoted} where hash = any ($1)", (object)Digests(keys));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<(float[], byte[])> rows = [];
        while (await reader.ReadAsync(cancellationToken))
            rows.Add((reader.GetFieldValue<float[]>(0), reader.GetFieldValue<byte[]>(1)));
        return rows;
    }

    /// <summary>The values of rows, by their digests.</summary>
    public async Task<Dictionary<byte[], byte[]>> ValuesAsync(
        NpgsqlTransaction transaction, byte[][] digests, CancellationToken cancellationToken)
    {
        await using var command = transaction.Statement($"select hash, value from {Quoted} where hash = any ($1)", (object)digests);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var values = new Dictionary<byte[], byte[]>(digests.Length, KeyDigest.Comparer);
        while (await reader.ReadAsync(cancellationToken))
            values[reader.GetFieldValue<byte[]>(0)] = reader.GetFieldValue<byte[]>(1);
        return values;
    }

    /// <summary>Bytes of the table and of its indexes.</summary>
    public async Task<(long Table, long Indexes)> BytesAsync(NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        await using var command = transaction.Statement("select pg_table_size($1::regclass), pg_indexes_size($1::regclass)", Quoted);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    private static byte[][] Digests(KeyBatch keys)
    {
        var digests = new byte[keys.Count][];
        for (var i = 0; i < digests.Length; i++)
            digests[i] = KeyDigest.Of(keys.Read(i, out _, out _));
        return digests;
    }

    private static Task<bool> ExistsAsync(NpgsqlTransaction transaction, string table, CancellationToken cancellationToken) =>
        transaction.Statement("select to_regclass($1) is not null", table).ScalarAsync<bool>(cancellationToken);

    private async Task<bool> IsThereAsync(NpgsqlTransaction transaction, CancellationToken cancellationToken) =>
        await ExistsAsync(transaction, Identifier.Namespaces, cancellationToken)
        && await ExistsAsync(transaction, Quoted, cancellationToken)
        && await transaction.Statement($"select exists (select from {Identifier.Namespaces} where name = $1)", name)
            .ScalarAsync<bool>(cancellationToken);

    private Task<bool> IsEmptyAsync(NpgsqlTransaction transaction, CancellationToken cancellationToken) =>
        transaction.Statement($"select not exists (select from {Quoted})").ScalarAsync<bool>(cancellationToken);

    // What is there already is not created again: "if not exists" asks for the right to create before it looks.
    private async Task CreateAsync(NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        await transaction.Statement("select pg_advisory_xact_lock($1)", CreationLock).RunAsync(cancellationToken);
        var schema = Identifier.Quote(Identifier.Schema);
        if (!await transaction.Statement("select to_regnamespace($1) is not null", schema).ScalarAsync<bool>(cancellationToken))
            await transaction.Statement($"create schema {schema}").RunAsync(cancellationToken);
        if (!await ExistsAsync(transaction, Identifier.Namespaces, cancellationToken))
        {
            await transaction.Statement(
                $"""
                create table {Identifier.Namespaces} (
                    name text primary key, format integer not null, dimension integer not null, rows bigint not null)
                """).RunAsync(cancellationToken);
        }
        await transaction.Statement(
            $"insert into {Identifier.Namespaces} (name, format, dimension, rows) values ($1, $2, 0, 0) on conflict do nothing",
            name, Format).RunAsync(cancellationToken);
        await ReadAsync(transaction, forUpdate: true, cancellationToken);
        if (!await ExistsAsync(transaction, Quoted, cancellationToken))
        {
            // Keys stay in the row where they fit, and are not compressed: what a search reads is the keys, all of them.
            await transaction.Statement(
                $"""
                create table {Quoted} (hash bytea primary key, key float4[] not null, norm float8 not null, value bytea not null)
                with (toast_tuple_target = 8160)
                """).RunAsync(cancellationToken);
            await transaction.Statement($"alter table {Quoted} alter key set storage external").RunAsync(cancellationToken);
        }
        // One of the two may have been there without the other.
        await transaction.Statement(
            $"""
            update {Identifier.Namespaces} set rows = (select count(*) from {Quoted}),
            dimension = coalesce((select cardinality(key) from {Quoted} limit 1), 0) where name = $1
            """, name).RunAsync(cancellationToken);
    }
}
