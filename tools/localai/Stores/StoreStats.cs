using System.Text.Json.Serialization;
using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Stores;

/// <summary>What Status says of a namespace; null for what it does not say.</summary>
/// <param name="Model">The <c>Model</c> of its LoadModel.</param>
/// <param name="Rows">Its keys.</param>
/// <param name="Dimension">Numbers of a key; 0 while there is none.</param>
/// <param name="IndexedRows">Keys that the approximate index covers; null also where none is wanted.</param>
/// <param name="Memory">Bytes by what they are for; null where the host has not loaded it.</param>
internal sealed record StoreStats(
    string Model, long? Rows, int? Dimension, long? IndexedRows, IReadOnlyDictionary<string, ulong>? Memory)
{
    /// <summary>Whether the host has it.</summary>
    [JsonIgnore]
    public bool IsLoaded => Memory is not null || Rows is not null;

    /// <summary>Finds MODEL@DEVICE/NAME, which are bytes, and MODEL@DEVICE#NAME, which are other numbers.</summary>
    public static StoreStats Of(string model, StatusResponse status)
    {
        var memory = new Dictionary<string, ulong>();
        var figures = new Dictionary<string, ulong>();
        foreach (var (name, value) in status.Memory?.Breakdown.ToDictionary() ?? [])
        {
            // A namespace's name may have @ in it, and never / or #.
            var end = name.StartsWith(model + "@", StringComparison.Ordinal) ? name.IndexOfAny(['/', '#'], model.Length) : -1;
            if (end < 0 || name.LastIndexOf('@', end) != model.Length)
                continue;
            (name[end] == '#' ? figures : memory)[name[(end + 1)..]] = value;
        }
        return new StoreStats(
            model, Figure("rows"), (int?)Figure("dimension"), Figure("indexed_rows"), memory.Count > 0 ? memory : null);

        long? Figure(string name) => figures.TryGetValue(name, out var value) ? (long)Math.Min(value, long.MaxValue) : null;
    }
}
