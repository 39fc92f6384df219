using System.Numerics.Tensors;
using LocalAI.Plugins.Vision.Masks;

namespace LocalAI.Plugins.Vision.Segmentation;

/// <summary>
/// Finds the class of every pixel: the one whose number, blended bilinearly from the four places around, is the largest. Where
/// places have the same best class everything between them has it too, since blending keeps what is larger; so only pixels between
/// different ones are looked at number by number.
/// </summary>
/// <param name="numbers">The model's, place after place.</param>
/// <param name="map">How many there are.</param>
/// <param name="scores">The best class of each place.</param>
/// <param name="columns">Where the picture's columns lie.</param>
/// <param name="rows">Where its rows lie.</param>
/// <param name="runs">The columns between places.</param>
/// <param name="wanted">Whether a class's area is asked for.</param>
internal readonly ref struct ClassRows(
    ReadOnlySpan<float> numbers, ClassMap map, PlaceScores scores, PixelTaps columns, PixelTaps rows, PlaceRuns runs, bool[] wanted)
{
    private readonly ReadOnlySpan<float> _numbers = numbers;
    private readonly byte[] _best = new byte[map.Width];
    private readonly float[] _left = new float[map.Classes];
    private readonly float[] _right = new float[map.Classes];
    private readonly float[] _pixel = new float[map.Classes];

    /// <summary>Writes the classes of a row of the picture, and adds its pixels to the areas.</summary>
    public void Classify(int y, Span<byte> line, Span<ClassArea> areas)
    {
        var upper = rows.Cell(y) * map.Width;
        var between = new RowPair(upper, rows.Cell(y) + 1 < map.Height ? upper + map.Width : upper, rows.Share(y));
        for (var place = 0; place < map.Width; place++)
            _best[place] = BestAt(between, place);

        for (var place = 0; place < map.Width; place++)
        {
            var (first, end) = (runs.First(place), runs.First(place + 1));
            var next = Math.Min(place + 1, map.Width - 1);
            var kind = _best[place];
            if (kind != _best[next])
            {
                Divide(between, place, y, line[..end], areas);
                continue;
            }
            line[first..end].Fill(kind);
            if (first == end || !wanted[kind])
                continue;
            var (here, there) = (Probability(between, place, kind), Probability(between, next, kind));
            areas[kind].Add(first, end, y, (end - first) * (double)here + (there - here) * runs.Shares(place));
        }
    }

    /// <summary>Classifies the pixels between two places of different classes one by one.</summary>
    private void Divide(in RowPair between, int place, int y, Span<byte> line, Span<ClassArea> areas)
    {
        Blend(between, place, _left);
        Blend(between, place + 1, _right);
        for (var x = runs.First(place); x < line.Length; x++)
        {
            TensorPrimitives.Lerp(_left, _right, columns.Share(x), _pixel);
            var kind = (byte)TensorPrimitives.IndexOfMax(_pixel);
            line[x] = kind;
            if (!wanted[kind])
                continue;
            var (here, there) = (Probability(between, place, kind), Probability(between, place + 1, kind));
            areas[kind].Add(x, x + 1, y, here + (there - here) * columns.Share(x));
        }
    }

    private byte BestAt(in RowPair between, int place)
    {
        var kind = scores.Best(between.Upper + place);
        if (kind == scores.Best(between.Lower + place))
            return kind;
        Blend(between, place, _pixel);
        return (byte)TensorPrimitives.IndexOfMax(_pixel);
    }

    private void Blend(in RowPair between, int place, Span<float> blended) =>
        TensorPrimitives.Lerp(Numbers(between.Upper + place), Numbers(between.Lower + place), between.Share, blended);

    private float Probability(in RowPair between, int place, int kind)
    {
        var upper = scores.Probability(_numbers, between.Upper + place, kind);
        return upper + (scores.Probability(_numbers, between.Lower + place, kind) - upper) * between.Share;
    }

    private ReadOnlySpan<float> Numbers(int place) => _numbers.Slice(place * map.Classes, map.Classes);

    /// <summary>The first places of the two rows around a row of pixels, and the second one's share.</summary>
    private readonly record struct RowPair(int Upper, int Lower, float Share);
}
