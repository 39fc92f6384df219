using System.Buffers;
using LocalAI.Plugins.Imaging;
using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Vision.Decoding;
using LocalAI.Plugins.Vision.Families;
using LocalAI.Plugins.Vision.Inputs;
using LocalAI.Plugins.Vision.Masks;
using LocalAI.Plugins.Vision.Requests;

namespace LocalAI.Plugins.Vision.Segmentation;

/// <summary>
/// A model that gives a class to every place. Its numbers are stretched bilinearly to the picture, and each pixel is of the class with
/// the largest; each class that has enough pixels, but for the background, is one detection whose box is the extent of its pixels.
/// </summary>
/// <param name="map">The output.</param>
/// <param name="preparation">What the model wants of a picture.</param>
/// <param name="image">The model's input.</param>
internal sealed class SegmentationHead(ClassMap map, Preparation preparation, ImageInput image) : IHead
{
    // Fewer are noise between two other classes.
    private const double LeastShare = 0.001;
    private const int RowsBetweenChecks = 64;

    private static readonly string[] s_backgrounds = ["background", "__background__"];

    /// <inheritdoc/>
    public Preparation Preparation => preparation;

    /// <inheritdoc/>
    public float Threshold => 0.5f;

    /// <inheritdoc/>
    public int? Classes => map.Classes;

    /// <inheritdoc/>
    public int SpareClasses => 0;

    /// <inheritdoc/>
    public IReadOnlyList<Detection> Read(IModelOutputs outputs, DetectionCall call)
    {
        var pixels = call.Width * call.Height;
        var classes = ArrayPool<byte>.Shared.Rent(pixels);
        var places = map.Layout == TensorLayout.Planar ? ArrayPool<float>.Shared.Rent(map.Length) : [];
        try
        {
            var numbers = outputs.Floats(map.Index, map.Length);
            if (map.Layout == TensorLayout.Planar)
            {
                map.Interleave(numbers, places);
                numbers = places.AsSpan(0, map.Length);
            }
            return Describe(Classify(numbers, call, classes.AsSpan(0, pixels)), call, classes);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(classes);
            ArrayPool<float>.Shared.Return(places);
        }
    }

    private ClassArea[] Classify(ReadOnlySpan<float> numbers, DetectionCall call, Span<byte> classes)
    {
        var areas = new ClassArea[map.Classes];
        using var scores = new PlaceScores(numbers, map.Classes);
        using var columns = new PixelTaps(call.Width, map.Width, call.Placement.ScaleX, call.Placement.Left, image.Width);
        using var rows = new PixelTaps(call.Height, map.Height, call.Placement.ScaleY, call.Placement.Top, image.Height);
        var reader = new ClassRows(numbers, map, scores, columns, rows, new PlaceRuns(columns, call.Width, map.Width), Wanted(call));
        for (var y = 0; y < call.Height; y++)
        {
            if (y % RowsBetweenChecks == 0)
                call.CancellationToken.ThrowIfCancellationRequested();
            reader.Classify(y, classes.Slice(y * call.Width, call.Width), areas);
        }
        return areas;
    }

    private bool[] Wanted(DetectionCall call) => [.. Enumerable.Range(0, map.Classes)
        .Select(kind => call.Classes.Has(kind) && !s_backgrounds.Contains(call.Labels[kind]))];

    private List<Detection> Describe(ClassArea[] areas, DetectionCall call, byte[] classes)
    {
        var least = LeastShare * call.Width * call.Height;
        var found = Enumerable.Range(0, map.Classes)
            .Where(kind => areas[kind].Pixels > least && areas[kind].Confidence >= call.Threshold)
            .OrderByDescending(kind => areas[kind].Confidence)
            .Take(call.Most)
            .ToList();
        var masks = MaskImages.Write(call, found.Count, (index, image) =>
        {
            var area = areas[found[index]];
            var (first, pixels) = (area.Top * call.Width, (area.Bottom - area.Top) * call.Width);
            ClassMask.Paint(classes.AsSpan(first, pixels), (byte)found[index], image.Slice(first, pixels));
        });
        return [.. found.Select((kind, i) => new Detection
        {
            X = areas[kind].Left,
            Y = areas[kind].Top,
            Width = areas[kind].Right - areas[kind].Left,
            Height = areas[kind].Bottom - areas[kind].Top,
            Confidence = areas[kind].Confidence,
            ClassName = call.Labels[kind],
            Mask = masks[i],
        })];
    }
}
