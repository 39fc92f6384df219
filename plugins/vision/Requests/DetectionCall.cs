using LocalAI.Plugins.Imaging;
using LocalAI.Plugins.Vision.Labels;

namespace LocalAI.Plugins.Vision.Requests;

/// <summary>What one call of Detect wants, and of which picture.</summary>
internal sealed record DetectionCall
{
    /// <summary>The picture's pixels in a row.</summary>
    public required int Width { get; init; }

    /// <summary>The picture's rows.</summary>
    public required int Height { get; init; }

    /// <summary>Where the picture lies in the model's input.</summary>
    public required Letterbox Placement { get; init; }

    /// <summary>The least confidence.</summary>
    public required float Threshold { get; init; }

    /// <summary>The intersection over union above which two boxes of a class are one object.</summary>
    public required float Overlap { get; init; }

    /// <summary>The most objects of an answer.</summary>
    public required int Most { get; init; }

    /// <summary>The classes that are asked for.</summary>
    public required ClassFilter Classes { get; init; }

    /// <summary>What the classes are called.</summary>
    public required ClassLabels Labels { get; init; }

    /// <summary>Threads that masks are painted on.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Ends the call.</summary>
    public CancellationToken CancellationToken { get; init; }
}
