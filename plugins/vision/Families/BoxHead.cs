using System.Buffers;
using Google.Protobuf;
using LocalAI.Plugins.Imaging;
using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Vision.Decoding;
using LocalAI.Plugins.Vision.Inputs;
using LocalAI.Plugins.Vision.Masks;
using LocalAI.Plugins.Vision.Requests;

namespace LocalAI.Plugins.Vision.Families;

/// <summary>A model that gives boxes, and maybe a mask for each.</summary>
/// <param name="Decoder">Reads the boxes.</param>
/// <param name="Image">The model's input.</param>
/// <param name="Preparation">What it wants of a picture.</param>
/// <param name="Classes">How many classes it has.</param>
internal sealed record BoxHead(IBoxDecoder Decoder, ImageInput Image, Preparation Preparation, int? Classes) : IHead
{
    /// <inheritdoc/>
    public float Threshold { get; init; } = 0.5f;

    /// <inheritdoc/>
    public int SpareClasses { get; init; }

    /// <summary>Whether the model gives several boxes of one object.</summary>
    public bool Repeats { get; init; } = true;

    /// <summary>The objects' masks.</summary>
    public IInstanceMasks? Masks { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<Detection> Read(IModelOutputs outputs, DetectionCall call)
    {
        using var found = new Candidates(call);
        Decoder.Decode(outputs, found);
        found.Sort();
        if (Repeats)
            Suppression.Apply(found, call.Overlap, call.Most);
        else
            found.Keep(call.Most);
        call.CancellationToken.ThrowIfCancellationRequested();

        List<(Candidate Candidate, Box Box)> objects = new(found.Count);
        foreach (var candidate in found.Items)
            objects.Add((candidate, candidate.Box.InPicture(call.Placement, call.Width, call.Height)));
        var masks = Masks is null || objects.Count == 0 ? null : Paint(Masks, outputs, call, objects);
        return [.. objects.Select((item, i) => new Detection
        {
            X = item.Box.Left,
            Y = item.Box.Top,
            Width = item.Box.Width,
            Height = item.Box.Height,
            Confidence = item.Candidate.Score,
            ClassName = call.Labels[item.Candidate.Class],
            Mask = masks is null ? ByteString.Empty : masks[i],
        })];
    }

    private ByteString[] Paint(
        IInstanceMasks masks, IModelOutputs outputs, DetectionCall call, List<(Candidate Candidate, Box Box)> objects)
    {
        var place = call.Placement;
        using var columns = new PixelTaps(call.Width, masks.Width, place.ScaleX, place.Left, Image.Width);
        using var rows = new PixelTaps(call.Height, masks.Height, place.ScaleY, place.Top, Image.Height);
        var painter = new MaskPainter(columns, rows, masks.Width, call.Width);
        return MaskImages.Write(call, objects.Count, (index, image) =>
        {
            var area = masks.Width * masks.Height;
            var buffer = ArrayPool<float>.Shared.Rent(area + masks.Width + 1);
            try
            {
                var logits = masks.Logits(outputs, objects[index].Candidate.Row, buffer.AsSpan(0, area));
                painter.Paint(logits, objects[index].Box, buffer.AsSpan(area), image);
            }
            finally
            {
                ArrayPool<float>.Shared.Return(buffer);
            }
        });
    }
}
