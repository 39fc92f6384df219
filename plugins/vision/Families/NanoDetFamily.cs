using System.Numerics;
using LocalAI.Plugins.Imaging;
using LocalAI.Plugins.Vision.Decoding;
using LocalAI.Plugins.Vision.Inputs;

namespace LocalAI.Plugins.Vision.Families;

/// <summary>NanoDet, with an output each for classes and distances of every stride, and NanoDet-Plus, with all in one.</summary>
internal sealed class NanoDetFamily : IDetectionFamily
{
    // Four edges of 8 bins, as all published models have, then 11, 16 and 17.
    private static readonly int[] s_distances = [32, 44, 64, 68];

    // Its scores are low, as its loss makes them; this is its authors' own.
    private const float Threshold = 0.4f;

    private static readonly Preparation s_preparation = new(PictureFit.Centre, new PixelValues(
        ChannelOrder.Bgr, new Vector3(103.53f, 116.28f, 123.675f), new Vector3(1 / 57.375f, 1 / 57.12f, 1 / 58.395f)))
    {
        Padding = 0,
    };

    /// <inheritdoc/>
    public string Name => "nanodet";

    /// <inheritdoc/>
    public string Outputs =>
        "[1, cells, classes] and [1, cells, 32] for each of the strides 8 16 32, or [1, cells of 8 16 32 64, classes + 32]";

    /// <inheritdoc/>
    public IHead? Recognise(ModelLook look)
    {
        var matrices = OutputShape.Matrices(look.Outputs);
        return matrices switch
        {
            [var all] => Plus(look, all),
            { Count: 6 or 8 } => Pairs(look, matrices),
            _ => null,
        };
    }

    private static BoxHead? Plus(ModelLook look, MatrixOutput all)
    {
        var distances = s_distances[0];
        var grids = Grid.Of(look.Image.Width, look.Image.Height, Strides.Large);
        if (look.UltralyticsTask is not null || all.Rows != Grid.Total(grids) || all.Columns <= distances)
            return null;
        var classes = all.Columns - distances;
        List<NanoDetLevel> levels = [];
        var first = 0;
        foreach (var grid in grids)
        {
            var kinds = new RowPart(all.Index, first, all.Columns, 0, classes);
            levels.Add(new NanoDetLevel(grid, kinds, kinds with { First = classes, Length = distances }));
            first += grid.Cells;
        }
        return new BoxHead(new NanoDetDecoder(levels, centre: 0), look.Image, s_preparation, classes) { Threshold = Threshold };
    }

    private static BoxHead? Pairs(ModelLook look, IReadOnlyList<MatrixOutput> matrices)
    {
        var strides = matrices.Count == 6 ? Strides.Usual : Strides.Large;
        var pairs = strides.Select(stride => Grid.Of(look.Image.Width, look.Image.Height, stride))
            .Select(grid => (Grid: grid, Outputs: matrices.Where(matrix => matrix.Rows == grid.Cells).ToList())).ToList();
        if (pairs.Any(pair => pair.Outputs.Count != 2))
            return null;
        var (a, b) = (pairs[0].Outputs[0].Columns, pairs[0].Outputs[1].Columns);
        if (DistancesOf(a, b, look.Names) is not { } distances)
            return null;

        List<NanoDetLevel> levels = [];
        foreach (var (grid, outputs) in pairs)
        {
            // Where both have as many columns, classes come first.
            var isSecond = outputs[1].Columns == distances;
            var (kinds, edges) = isSecond ? (outputs[0], outputs[1]) : (outputs[1], outputs[0]);
            if (edges.Columns != distances || kinds.Columns != a + b - distances)
                return null;
            levels.Add(new NanoDetLevel(grid, Whole(kinds), Whole(edges)));
        }
        var head = new BoxHead(new NanoDetDecoder(levels, centre: 0.5f), look.Image, s_preparation, a + b - distances);
        return head with { Threshold = Threshold };
    }

    /// <summary>Which of the two numbers of columns the distances have.</summary>
    private static int? DistancesOf(int a, int b, int? names)
    {
        if (names is { } classes && a != b && (a == classes || b == classes))
            return a == classes ? b : a;
        foreach (var columns in s_distances)
        {
            if (a == columns || b == columns)
                return columns;
        }
        return null;
    }

    private static RowPart Whole(MatrixOutput output) => new(output.Index, 0, output.Columns, 0, output.Columns);
}
