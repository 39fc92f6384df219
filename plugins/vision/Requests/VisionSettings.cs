using LocalAI.Plugins.Imaging;
using LocalAI.Plugins.Vision.Inputs;

namespace LocalAI.Plugins.Vision.Requests;

/// <summary>How a model is loaded and read. What is null follows from the model.</summary>
internal sealed record VisionSettings
{
    /// <summary>The model's file, absolute.</summary>
    public required string File { get; init; }

    /// <summary>The family whose outputs the model has.</summary>
    public string? Family { get; init; }

    /// <summary>The file with the classes' names, absolute.</summary>
    public string? Labels { get; init; }

    /// <summary>The least confidence.</summary>
    public float? Threshold { get; init; }

    /// <summary>The intersection over union above which two boxes of a class are one object.</summary>
    public float Overlap { get; init; } = 0.45f;

    /// <summary>The most objects of an answer.</summary>
    public int MaxDetections { get; init; } = 300;

    /// <summary>The input's size, where the model leaves it open.</summary>
    public (int Width, int Height) Size { get; init; } = (640, 640);

    /// <summary>Whether the size is the user's.</summary>
    public bool HasSize { get; init; }

    /// <summary>The order of the colours.</summary>
    public ChannelOrder? Order { get; init; }

    /// <summary>The scale of the colours.</summary>
    public PixelScale? Scale { get; init; }

    /// <summary>How pictures come into the input.</summary>
    public PictureFit? Fit { get; init; }

    /// <summary>Whether the logits of a DETR's query exclude each other.</summary>
    public bool? IsSoftmax { get; init; }

    /// <summary>Threads that one call may use.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
