using System.Globalization;
using Grpc.Core;
using LocalAI.Plugins.Store.Rows;

namespace LocalAI.CommandLine.Stores;

/// <summary>All rows of a namespace that a host has, by the one RPC that gives rows without their keys: in one answer.</summary>
internal static class HostRows
{
    private const long MostBytes = 50 << 20;

    /// <exception cref="UserError">They are more than an answer can have, or the host does not tell what is to be known.</exception>
    public static async Task<NamespaceRows> ReadAsync(StoreClient store, CancellationToken cancellationToken)
    {
        var stats = await store.ReadStatsAsync(cancellationToken);
        if (stats.Rows is not { } rows || stats.Dimension is not { } dimension)
            throw new UserError($"The host does not tell how many rows {stats.Model} has; it is another version than this tool.");
        if (rows == 0)
            return new NamespaceRows(0, 0, []);
        if (rows > int.MaxValue || rows * dimension * sizeof(float) > MostBytes)
            throw TooLarge(rows, dimension);
        try
        {
            var found = await store.FindAsync(Enumerable.Repeat(1f, dimension), (int)rows, cancellationToken);
            if (found.Keys.Count < rows)
            {
                throw new UserError(string.Create(CultureInfo.InvariantCulture,
                    $"The host gave {found.Keys.Count} of {rows} rows; export again when nobody deletes any."));
            }
            var sorted = found.Keys.Zip(found.Values, (key, value) => new StoreRow([.. key.Floats], value.Bytes.Memory)).ToList();
            sorted.Sort((first, second) => KeyHash.Compare(first.Key, second.Key));
            return new NamespaceRows(sorted.Count, dimension, sorted);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.ResourceExhausted)
        {
            throw TooLarge(rows, dimension);
        }
    }

    private static UserError TooLarge(long rows, int dimension) => new(
        $"{TransferProgress.Describe(rows)} of {dimension} numbers are more than one answer of a host can have, which is 50 MiB; "
        + "keep the namespace in a folder, and export it with --path DIR.");
}
