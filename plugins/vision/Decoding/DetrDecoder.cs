using System.Numerics.Tensors;
using LocalAI.Plugins.Imaging;

namespace LocalAI.Plugins.Vision.Decoding;

/// <summary>
/// DETR and RF-DETR: boxes [1, queries, 4] with centre and size as shares of the input, logits [1, queries, classes]. RF-DETR takes the
/// sigmoid of every logit, so that one query may be of several classes; DETR the softmax, whose last class is "nothing".
/// </summary>
/// <param name="boxes">The output of the boxes.</param>
/// <param name="logits">The output of the logits.</param>
/// <param name="queries">Rows of both.</param>
/// <param name="columns">Logits of a row.</param>
/// <param name="isSoftmax">Whether the classes of a query exclude each other.</param>
/// <param name="width">The input's width.</param>
/// <param name="height">The input's height.</param>
internal sealed class DetrDecoder(int boxes, int logits, int queries, int columns, bool isSoftmax, int width, int height) : IBoxDecoder
{
    // Logits are rounded before they are compared; what passes is compared as a score.
    private const float Rounding = 1e-3f;

    /// <inheritdoc/>
    public void Decode(IModelOutputs outputs, Candidates found)
    {
        var places = outputs.Floats(boxes, 4L * queries);
        var numbers = outputs.Floats(logits, (long)columns * queries);
        var least = Sigmoid.Inverse(Math.Min(found.Threshold, 1)) - Rounding;
        for (var query = 0; query < queries; query++)
        {
            var place = places.Slice(query * 4, 4);
            var box = Box.Centred(place[0] * width, place[1] * height, place[2] * width, place[3] * height);
            var row = numbers.Slice(query * columns, columns);
            if (isSoftmax)
                AddBest(row, box, query, found);
            else
                AddAll(row, least, box, query, found);
        }
        found.Sort();
        found.Keep(queries);
    }

    private static void AddAll(ReadOnlySpan<float> row, float least, in Box box, int query, Candidates found)
    {
        for (var kind = 0; kind < row.Length; kind++)
        {
            if (row[kind] >= least)
                found.Add(box, Sigmoid.Of(row[kind]), kind, query);
        }
    }

    private static void AddBest(ReadOnlySpan<float> row, in Box box, int query, Candidates found)
    {
        var kind = TensorPrimitives.IndexOfMax(row[..^1]);
        var largest = TensorPrimitives.Max(row);
        var sum = 0f;
        foreach (var logit in row)
            sum += MathF.Exp(logit - largest);
        found.Add(box, MathF.Exp(row[kind] - largest) / sum, kind, query);
    }
}
