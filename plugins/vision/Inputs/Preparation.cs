using LocalAI.Plugins.Imaging;

namespace LocalAI.Plugins.Vision.Inputs;

/// <summary>What a family of models wants of a picture.</summary>
/// <param name="Fit">How it comes into the input.</param>
/// <param name="Values">What becomes of its pixels.</param>
internal sealed record Preparation(PictureFit Fit, PixelValues Values)
{
    /// <summary>The pixel value (0..255) beside it; that of the YOLO families' training images, unless the family has another.</summary>
    public byte Padding { get; init; } = 114;

    /// <summary>Fills an input's numbers.</summary>
    /// <returns>Where the picture lies in them.</returns>
    public Letterbox Fill(Picture picture, Span<float> tensor, int width, int height, TensorLayout layout)
    {
        if (Fit != PictureFit.Stretch)
        {
            var placement = Fit == PictureFit.Centre ? LetterboxPlacement.Centre : LetterboxPlacement.TopLeft;
            return Resampler.Fit(picture, tensor, width, height, placement, Padding, Values, layout);
        }
        Resampler.Resize(picture, Region.Of(picture), tensor, width, height, Values, layout);
        return new Letterbox((float)width / picture.Width, (float)height / picture.Height, 0, 0);
    }

    /// <summary>This, with what the user wants instead; null leaves it.</summary>
    public Preparation With(PictureFit? fit, PixelScale? scale, ChannelOrder? order)
    {
        var values = scale is { } wanted ? PixelScaleValues.Of(wanted, Values.Order) : Values;
        return this with { Fit = fit ?? Fit, Values = order is { } turned ? PixelScaleValues.InOrder(values, turned) : values };
    }
}
