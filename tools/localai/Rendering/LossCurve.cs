using System.Globalization;

namespace LocalAI.CommandLine.Rendering;

/// <summary>A curve of losses drawn with braille characters, each of which has two by four dots.</summary>
internal sealed class LossCurve
{
    private const int Height = 8;
    private const int Dots = Height * 4;

    // The bits of a braille character's dots, by row and column (Unicode, Braille Patterns).
    private static readonly int[,] Bits = { { 0x01, 0x08 }, { 0x02, 0x10 }, { 0x04, 0x20 }, { 0x40, 0x80 } };

    private readonly List<(int Step, float Loss)> _points = [];

    public void Add(int step, float loss)
    {
        if (float.IsFinite(loss) && (_points.Count == 0 || step > _points[^1].Step))
            _points.Add((step, loss));
    }

    /// <summary>The lines of the drawing, with the highest and the lowest loss beside them; none before there are two points.</summary>
    /// <param name="width">Characters in a line, without the numbers.</param>
    public IEnumerable<string> Draw(int width)
    {
        if (_points.Count < 2)
            return [];
        var columns = Columns(width * 2);
        var drawn = columns.Where(loss => loss is not null).ToList();
        var (low, high) = (drawn.Min()!.Value, drawn.Max()!.Value);
        var cells = new int[Height, width];
        for (var x = 0; x < columns.Length; x++)
        {
            if (columns[x] is not { } loss)
                continue;
            var y = high > low ? (int)Math.Round((high - loss) / (high - low) * (Dots - 1)) : Dots / 2;
            cells[y / 4, x / 2] |= Bits[y % 4, x % 2];
        }
        return Enumerable.Range(0, Height).Select(row =>
        {
            var line = string.Concat(Enumerable.Range(0, width).Select(column => (char)(0x2800 + cells[row, column])));
            var number = row == 0 ? high : low;
            return row is 0 or Height - 1 ? line + number.ToString(" 0.0000", CultureInfo.InvariantCulture) : line;
        });
    }

    /// <summary>The mean loss of the steps in each column of dots; null where there are none.</summary>
    private float?[] Columns(int count)
    {
        var (first, last) = (_points[0].Step, _points[^1].Step);
        var (sums, counts) = (new double[count], new int[count]);
        foreach (var (step, loss) in _points)
        {
            var column = (int)((long)(step - first) * (count - 1) / Math.Max(1, last - first));
            sums[column] += loss;
            counts[column]++;
        }
        return [.. sums.Zip(counts, (sum, times) => times > 0 ? (float?)(sum / times) : null)];
    }
}
