using System.Globalization;
using Npgsql;

namespace LocalAI.Plugins.Store.Postgres;

/// <summary>The extension pgvector, as a database has it, and the SQL that uses it. A key's float4[] is cast, so nothing is kept twice.</summary>
/// <param name="version">Its version, such as 0.8.0.</param>
/// <param name="schema">The schema of its types, quoted.</param>
internal sealed class Pgvector(Version version, string schema)
{
    /// <summary>Beyond these norms squares leave the range of the float32 arithmetic that pgvector uses.</summary>
    public const string InRange = "norm between 1e-15 and 1e15";

    /// <summary>The most numbers a <c>vector</c> has.</summary>
    public const int LargestVector = 16_000;

    /// <summary>The most rows that one search of the index looks at.</summary>
    public const int MostHits = 1000;

    private const int LargestIndexed = 2000;
    private const int LargestIndexedInHalf = 4000;

    // Numbers of half precision end at 65504, and have few bits below 2^-14.
    private const string InHalfRange = "norm between 0.01 and 65000";

    private static readonly Version HasHalf = new(0, 7);
    private static readonly Version GoesOn = new(0, 8);

    /// <summary>Its version.</summary>
    public Version Version => version;

    /// <summary>What the database has; null when it has none.</summary>
    public static async Task<Pgvector?> FindAsync(NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        await using var command = transaction.Statement(
            "select extversion, quote_ident(nspname) from pg_extension join pg_namespace on pg_namespace.oid = extnamespace "
            + "where extname = 'vector'");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) && Version.TryParse(reader.GetString(0), out var found)
            ? new Pgvector(found, reader.GetString(1))
            : null;
    }

    /// <summary>Whether the server has its files, so that a database can have it.</summary>
    public static Task<bool> IsAvailableAsync(NpgsqlTransaction transaction, CancellationToken cancellationToken) =>
        transaction.Statement("select exists (select from pg_available_extensions where name = 'vector')")
            .ScalarAsync<bool>(cancellationToken);

    /// <summary>Whether norms are in the range of its arithmetic.</summary>
    public static bool CanCompare(double norm) => norm is >= 1e-15 and <= 1e15;

    /// <summary>The SQL of the similarity to the vector $1; null for keys beyond its arithmetic.</summary>
    public string Similarity =>
        $"case when norm = 0 then 0 when {InRange} then 1 - (key::{schema}.vector operator({schema}.<=>) $1::float4[]::{schema}.vector) end";

    /// <summary>Whether there can be an index of keys of so many numbers.</summary>
    public bool CanIndex(int dimension) => dimension <= LargestIndexed || (dimension <= LargestIndexedInHalf && version >= HasHalf);

    /// <summary>The statement that makes the index.</summary>
    public string CreateIndex(string index, string table, int dimension, int connections)
    {
        var type = TypeOf(dimension);
        var operators = type == "vector" ? "vector_cosine_ops" : "halfvec_cosine_ops";
        return string.Create(CultureInfo.InvariantCulture,
            $"""
            create index concurrently {index} on {table} using hnsw ((key::{schema}.{type}({dimension})) {schema}.{operators})
            with (m = {connections}, ef_construction = {Math.Max(64, 4 * connections)}) where {Indexed(dimension)}
            """);
    }

    /// <summary>The rows that the index covers. It says the dimension, so that keys of another never reach it.</summary>
    public static string Indexed(int dimension) => string.Create(CultureInfo.InvariantCulture,
        $"cardinality(key) = {dimension} and {(dimension <= LargestIndexed ? InRange : InHalfRange)}");

    /// <summary>What rows are ordered by so that the index finds them: the distance to the vector $1.</summary>
    public string Distance(int dimension) => string.Create(CultureInfo.InvariantCulture,
        $"(key::{schema}.{TypeOf(dimension)}({dimension})) operator({schema}.<=>) $1::float4[]::{schema}.{TypeOf(dimension)}({dimension})");

    /// <summary>The settings of one search of the index, for the rest of the transaction.</summary>
    public string Settings(int candidates) => string.Create(CultureInfo.InvariantCulture,
        $"set local hnsw.ef_search = {candidates}")
        // Otherwise rows that were deleted since the last vacuum take places among the found.
        + (version >= GoesOn ? "; set local hnsw.iterative_scan = strict_order" : "");

    /// <summary>
    /// How many candidates the index keeps on its way to the nearest (hnsw.ef_search): 4 / (1 - recall), at least 40, pgvector's own
    /// default, and at least the wanted rows. 0.9 gives 40, 0.99 gives 400. Null when it would take more than pgvector allows.
    /// </summary>
    public static int? Candidates(float recall, int wanted)
    {
        if (recall >= 1 || wanted > MostHits)
            return null;
        return (int)Math.Clamp(Math.Round(4 / (1 - (double)recall)), Math.Max(40, wanted), MostHits);
    }

    private static string TypeOf(int dimension) => dimension <= LargestIndexed ? "vector" : "halfvec";
}
