using System.Numerics.Tensors;
using System.Text.Json.Nodes;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Forge.Measuring;

/// <summary>Asks whether a model puts the right one of two sentences first.</summary>
internal static class PairMeasure
{
    private const int MostFailures = 5;

    /// <summary>By the cosine of their vectors with the anchor's.</summary>
    public static Task<Score> MeasureAsync(IEmbedder model, string file, CancellationToken cancellationToken) =>
        MeasureAsync(file, "anchor", "positive", "negative", async (anchor, positive, negative) =>
        {
            var (one, two, three) = (await Vector(anchor), await Vector(positive), await Vector(negative));
            return (TensorPrimitives.CosineSimilarity<float>(one, two), TensorPrimitives.CosineSimilarity<float>(one, three));

            async Task<float[]> Vector(string text) =>
                [.. (await model.EmbeddingAsync(new PredictOptions { Embeddings = text }, cancellationToken)).Embeddings];
        });

    /// <summary>By their scores for the query.</summary>
    public static Task<Score> MeasureAsync(IReranker model, string file, CancellationToken cancellationToken) =>
        MeasureAsync(file, "prompt", "chosen", "rejected", async (query, chosen, rejected) =>
        {
            var request = new RerankRequest { Query = query, Documents = { chosen, rejected } };
            var scores = (await model.RerankAsync(request, cancellationToken)).Results.ToDictionary(
                result => result.Index, result => result.RelevanceScore);
            return (scores[0], scores[1]);
        });

    private static async Task<Score> MeasureAsync(
        string file, string first, string right, string wrong, Func<string, string, string, Task<(float Right, float Wrong)>> compare)
    {
        var (count, good) = (0, 0);
        var failures = new List<string>();
        foreach (var line in File.ReadLines(file))
        {
            var row = JsonNode.Parse(line)!;
            var (one, two, three) = (Text(row, first), Text(row, right), Text(row, wrong));
            var scores = await compare(one, two, three);
            count++;
            if (scores.Right > scores.Wrong)
                good++;
            else if (failures.Count < MostFailures)
                failures.Add(FormattableString.Invariant($"{one} → {two} {scores.Right:0.000}, {three} {scores.Wrong:0.000}"));
        }
        return new Score(Path.GetFileNameWithoutExtension(file), good, count, failures);
    }

    private static string Text(JsonNode row, string column) => row[column]!.GetValue<string>();
}
