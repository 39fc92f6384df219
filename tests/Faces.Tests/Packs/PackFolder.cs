using SkiaSharp;

namespace LocalAI.Plugins.Faces.Tests.Packs;

/// <summary>
/// A folder with an InsightFace pack whose answers are known: the detector sees two faces in every picture of 320×320, whose points lie
/// where every second pixel of the picture belongs into the aligned face; the other models give means of what they see.
/// </summary>
internal sealed class PackFolder : IDisposable
{
    /// <summary>The detector's tensor, and the picture's size.</summary>
    public const int Side = 320;

    /// <summary>Where the aligned face's first pixel lies in the picture.</summary>
    public const int Left = 40, Top = 60;

    public const float BestScore = 0.9f, OtherScore = 0.7f;

    private static readonly float[] Template =
        [38.2946f, 51.6963f, 73.5318f, 51.5014f, 56.0252f, 71.7366f, 41.5493f, 92.3655f, 70.7299f, 92.2041f];

    private readonly TemporaryFolder _folder = new();

    public string Path => _folder.Path;

    public string Write(string name, byte[] content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(_folder.File(name))!);
        return _folder.Write(name, content);
    }

    /// <summary>Writes the models of buffalo_l into a folder of this one, with others that are none of the pack's.</summary>
    public PackFolder With(string folder = "", bool recognizer = true, bool attributes = true, bool points = true)
    {
        Write(System.IO.Path.Combine(folder, "det_10g.onnx"), Detector(points).ToArray());
        if (recognizer)
            Write(System.IO.Path.Combine(folder, "w600k_r50.onnx"), Embedder().ToArray());
        if (attributes)
            Write(System.IO.Path.Combine(folder, "genderage.onnx"), GenderAge().ToArray());
        return this;
    }

    /// <summary>SCRFD with one face of each stride's first row at most.</summary>
    public static OnnxGraph Detector(bool points = true)
    {
        var graph = new OnnxGraph().Input("input.1", OnnxGraphElement.Float, 1, 3, "h", "w");
        foreach (var columns in points ? (int[])[1, 4, 10] : [1, 4])
        {
            foreach (var stride in (int[])[8, 16, 32])
                graph.Gives<float>($"{columns}_{stride}", [2 * (Side / stride) * (Side / stride), columns], Numbers(columns, stride));
        }
        return graph;
    }

    /// <summary>ArcFace: the means of 28×28 pixels, three channels of 4×4, for any number of faces.</summary>
    public static OnnxGraph Embedder() => new OnnxGraph()
        .Input("input.1", OnnxGraphElement.Float, "n", 3, 112, 112)
        .Node("AveragePool", ["input.1"], ["pooled"],
            OnnxGraphAttribute.Integers("kernel_shape", 28, 28), OnnxGraphAttribute.Integers("strides", 28, 28))
        .Node("Flatten", ["pooled"], ["683"], OnnxGraphAttribute.Integer("axis", 1))
        .Output("683", OnnxGraphElement.Float, "n", 48);

    /// <summary>Scores that are the means of red and green, and an age that is a two-hundredth of that of blue.</summary>
    /// <param name="faces">How many faces it takes in one run; any number where nothing is said.</param>
    public static OnnxGraph GenderAge(int? faces = null) => new OnnxGraph()
        .Input("data", OnnxGraphElement.Float, Dimension(faces), 3, 96, 96)
        .Constant("factors", [3], 1f, 1f, 0.005f)
        .Node("GlobalAveragePool", ["data"], ["pooled"])
        .Node("Flatten", ["pooled"], ["means"], OnnxGraphAttribute.Integer("axis", 1))
        .Node("Mul", ["means", "factors"], ["fc1"])
        .Output("fc1", OnnxGraphElement.Float, Dimension(faces), 3);

    /// <summary>The value of a channel (0 red) of the picture.</summary>
    public static byte Pixel(int x, int y, int channel) => (byte)((x * (3 + channel) + y * (7 - channel)) % 251);

    /// <summary>The picture as PNG in base64.</summary>
    public static string Picture()
    {
        using var bitmap = new SKBitmap(new SKImageInfo(Side, Side, SKColorType.Rgba8888, SKAlphaType.Opaque));
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
                bitmap.SetPixel(x, y, new SKColor(Pixel(x, y, 0), Pixel(x, y, 1), Pixel(x, y, 2)));
        }
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return Convert.ToBase64String(data.ToArray());
    }

    public void Dispose() => _folder.Dispose();

    private static OnnxGraphDimension Dimension(int? faces) => faces is { } fixedCount ? fixedCount : "n";

    /// <summary>The second row of stride 8 is the best face, from (40, 60) to (264, 284); the first row of stride 32 another.</summary>
    private static float[] Numbers(int columns, int stride)
    {
        var numbers = new float[2 * (Side / stride) * (Side / stride) * columns];
        if (columns == 1)
        {
            if (stride == 8)
                numbers[1] = BestScore;
            else if (stride == 32)
                numbers[0] = OtherScore;
        }
        else if (columns == 4)
        {
            var (row, box) = stride == 8
                ? (1, new float[] { -Left / 8f, -Top / 8f, (Left + 224) / 8f, (Top + 224) / 8f })
                : (0, [0, 0, 1, 1]);
            box.CopyTo(numbers, row * columns);
        }
        else
        {
            for (var i = 0; i < Template.Length; i++)
                numbers[columns * (stride == 8 ? 1 : 0) + i] = ((i % 2 == 0 ? Left : Top) + 2 * Template[i]) / stride;
        }
        return numbers;
    }
}
