using System.Text;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Stores;

/// <summary>What <c>store find --json</c> prints.</summary>
/// <param name="Results">The rows, the most similar first.</param>
internal sealed record StoreHits(IReadOnlyList<StoreHit> Results)
{
    /// <summary>Reads the host's answer.</summary>
    public static StoreHits Of(StoresFindResult found) => new(
        [.. found.Similarities.Select((similarity, i) => StoreHit.Of(similarity, found.Keys[i].Floats, found.Values[i].Bytes.Span))]);
}

/// <summary>A row that was found; like a line of an import, with its similarity.</summary>
/// <param name="Similarity">The cosine of the two keys.</param>
/// <param name="Key">Its key.</param>
/// <param name="Value">Its value where that is text.</param>
/// <param name="Base64">Its value where that is no text.</param>
internal sealed record StoreHit(
    float Similarity, IReadOnlyList<float> Key, string? Value, [property: JsonPropertyName("value_base64")] string? Base64)
{
    /// <summary>Reads one row.</summary>
    public static StoreHit Of(float similarity, IReadOnlyList<float> key, ReadOnlySpan<byte> value) => Utf8.IsValid(value)
        ? new StoreHit(similarity, key, Encoding.UTF8.GetString(value), null)
        : new StoreHit(similarity, key, null, Convert.ToBase64String(value));
}
