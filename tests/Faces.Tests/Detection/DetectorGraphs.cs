namespace LocalAI.Plugins.Faces.Tests.Detection;

/// <summary>Detectors whose outputs are constants.</summary>
internal static class DetectorGraphs
{
    private static readonly int[] Strides = [8, 16, 32];

    /// <summary>SCRFD for one size, with the numbers of detectors.py.</summary>
    public static OnnxGraph Scrfd(int width, int height, long seed)
    {
        var numbers = new MadeUpNumbers(seed);
        return Scrfd(width, height, rows => numbers.Take(rows), rows => numbers.Take(4 * rows, 3), rows => numbers.Take(10 * rows, 4, -2));
    }

    /// <summary>SCRFD with numbers for each stride in turn.</summary>
    public static OnnxGraph Scrfd(int width, int height, Func<int, float[]> scores, Func<int, float[]> boxes, Func<int, float[]> points)
    {
        var graph = Input(width, height);
        foreach (var (name, columns, make) in new[] { ("score", 1, scores), ("bbox", 4, boxes), ("kps", 10, points) })
        {
            foreach (var stride in Strides)
            {
                var rows = 2 * (width / stride) * (height / stride);
                graph.Gives<float>($"{name}_{stride}", [rows, columns], make(rows));
            }
        }
        return graph;
    }

    /// <summary>YuNet for one size, with the numbers of detectors.py.</summary>
    public static OnnxGraph Yunet(int width, int height, long seed)
    {
        var numbers = new MadeUpNumbers(seed);
        var graph = Input(width, height);
        foreach (var (name, columns, factor, offset) in
            new[] { ("cls", 1, 1.2f, 0f), ("obj", 1, 1.2f, -.1f), ("bbox", 4, 2f, -1f), ("kps", 10, 4f, -2f) })
        {
            foreach (var stride in Strides)
            {
                var rows = width / stride * (height / stride);
                graph.Gives<float>($"{name}_{stride}", [1, rows, columns], numbers.Take(columns * rows, factor, offset));
            }
        }
        return graph;
    }

    private static OnnxGraph Input(int width, int height) =>
        new OnnxGraph().Input("input.1", OnnxGraphElement.Float, 1, 3, (long)height, (long)width);
}
