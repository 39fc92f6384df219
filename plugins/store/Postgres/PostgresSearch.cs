using LocalAI.Plugins.Store.Search;
using Npgsql;

namespace LocalAI.Plugins.Store.Postgres;

/// <summary>
/// Finds the nearest rows of a table. The database compares with all keys, or looks into pgvector's index; what can be among the best by
/// its arithmetic is compared again here, so similarities and their order are those of a namespace in memory.
/// </summary>
/// <param name="Table">The table, quoted.</param>
/// <param name="Transaction">What it reads in.</param>
/// <param name="Key">The vector to compare with.</param>
/// <param name="Norm">Its norm.</param>
/// <param name="Most">How many rows are wanted, at most as many as there are.</param>
internal sealed record PostgresSearch(string Table, NpgsqlTransaction Transaction, float[] Key, double Norm, int Most)
{
    // Similarities that are one float32 can differ by half of its last place, 3e-8 near 1, on either side. What the database's float64
    // sums lose is far below.
    private const double FloatSlack = 1e-7;

    // Half of the last place of a float32 near 1: what each step of pgvector's sums may lose.
    private const double FloatRounding = 6e-8;

    // Rows of the index beyond the wanted ones, among which exact similarities and keys decide.
    private const int Spare = 8;

    /// <summary>The best rows, the best first.</summary>
    /// <param name="pgvector">The extension, where the database has it.</param>
    /// <param name="cancellationToken">Ends the statement.</param>
    public async Task<List<Scored>> ExactAsync(Pgvector? pgvector, CancellationToken cancellationToken)
    {
        // Nothing is similar to it, so keys decide alone.
        if (Norm == 0)
            return await BestAsync($"select hash, key, norm from {Table} order by key limit $1", [(long)Most], cancellationToken);

        var useExtension = pgvector is not null && Key.Length <= Pgvector.LargestVector && Pgvector.CanCompare(Norm);
        var similarity = useExtension
            ? pgvector!.Similarity
            : "case when norm = 0 then 0 else (select sum(a::float8 * b::float8) from unnest(key, $1::float4[]) as p (a, b)) / (norm * $4) end";
        // With rounding u a sum of n products is off by at most n·u of the product of the norms. The sums are the dot product and the
        // two norms' squares, of each of which a half counts; and both the row and the one it is compared with may be off.
        var margin = useExtension ? (4 * Key.Length * FloatRounding) + FloatSlack : FloatSlack;
        return await BestAsync(
            $"""
            with scored as materialized (select hash, {similarity} as similarity from {Table})
            select hash, key, norm from scored join {Table} using (hash)
            where similarity is null or similarity >= coalesce(
                (select similarity from scored where similarity is not null order by similarity desc offset $2 limit 1), '-infinity') - $3
            """,
            useExtension ? [Key, Most - 1L, margin] : [Key, Most - 1L, margin, Norm], cancellationToken);
    }

    /// <summary>Good rows by the index, the best first; null when it does not give as many as there must be.</summary>
    /// <param name="pgvector">The extension.</param>
    /// <param name="recall">The share of the best that is wanted.</param>
    /// <param name="cancellationToken">Ends the statement.</param>
    public async Task<List<Scored>?> IndexedAsync(Pgvector pgvector, float recall, CancellationToken cancellationToken)
    {
        if (!Pgvector.CanCompare(Norm) || Pgvector.Candidates(recall, Most) is not { } candidates)
            return null;
        await Transaction.Statement(pgvector.Settings(candidates)).RunAsync(cancellationToken);
        var best = await BestAsync(
            $"""
            select hash, key, norm from {Table} where {Pgvector.Indexed(Key.Length)}
            order by {pgvector.Distance(Key.Length)} limit $2
            """,
            [Key, (long)Math.Min(candidates, Most + Spare)], cancellationToken);
        return best.Count == Most ? best : null;
    }

    private async Task<List<Scored>> BestAsync(string statement, object[] parameters, CancellationToken cancellationToken)
    {
        await using var command = Transaction.Statement(statement, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<Scored> rows = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            var key = reader.GetFieldValue<float[]>(1);
            rows.Add(new Scored(reader.GetFieldValue<byte[]>(0), key, Cosine.Of(Key, Norm, key, reader.GetDouble(2))));
        }
        rows.Sort(Scored.Compare);
        return rows.Count <= Most ? rows : rows[..Most];
    }
}
