using System.Text.Json;
using LocalAI.Plugins.Imaging;
using LocalAI.Plugins.OnnxRuntime;
using LocalAI.Plugins.Vision.Families;
using LocalAI.Plugins.Vision.Inputs;
using LocalAI.Plugins.Vision.Labels;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace LocalAI.Plugins.Vision.Tests.Goldens;

/// <summary>A model's outputs and the objects that Data/make_goldens.py finds in them, with an implementation of its own.</summary>
public sealed record Golden
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    private static readonly Lazy<Golden[]> s_all = new(Read);

    public required string Name { get; init; }

    public required string Family { get; init; }

    /// <summary>The input's width and height.</summary>
    public required int[] Size { get; init; }

    /// <summary>The picture's width and height.</summary>
    public required int[] Picture { get; init; }

    public required string Layout { get; init; }

    public required float Threshold { get; init; }

    public required float Overlap { get; init; }

    public required string Fit { get; init; }

    public required Dictionary<string, string> Metadata { get; init; }

    public required string[] Options { get; init; }

    /// <summary>Whether another input takes the picture's size.</summary>
    public required bool Companion { get; init; }

    public required GoldenTensor[] Outputs { get; init; }

    public required GoldenObject[] Objects { get; init; }

    public static TheoryData<string> Names => [.. s_all.Value.Select(golden => golden.Name)];

    public static Golden Of(string name) => s_all.Value.Single(golden => golden.Name == name);

    internal ImageInput Image => ImageInput.Find([new TensorSlot("images", TensorElementType.Float, InputShape)], (0, 0))!;

    internal ModelLook Look => new(Image, [.. Outputs.Select(output => output.Slot)], Metadata)
    {
        Names = LabelSource.Given(null, Metadata)?.Count,
        TakesSize = Companion,
        IsSoftmax = Options.Contains("scores:softmax") ? true : null,
    };

    internal long[] InputShape => Layout == "nchw" ? [1, 3, Size[1], Size[0]] : [1, Size[1], Size[0], 3];

    /// <summary>Where the picture lies in the input.</summary>
    internal Letterbox Placement
    {
        get
        {
            var (x, y) = ((float)Size[0] / Picture[0], (float)Size[1] / Picture[1]);
            if (Fit == "stretch")
                return new Letterbox(x, y, 0, 0);
            var scale = Math.Min(x, y);
            var (left, top) = ((Size[0] - scale * Picture[0]) / 2, (Size[1] - scale * Picture[1]) / 2);
            return Fit == "topleft"
                ? new Letterbox(scale, scale, 0, 0)
                : new Letterbox(scale, scale, MathF.Floor(left), MathF.Floor(top));
        }
    }

    public override string ToString() => Name;

    private static Golden[] Read()
    {
        using var stream = typeof(Golden).Assembly.GetManifestResourceStream("goldens.json")!;
        return JsonSerializer.Deserialize<Golden[]>(stream, s_json)!;
    }
}
