using System.Globalization;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Imaging;
using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Requests;
using LocalAI.Plugins.Vision.Decoding;
using LocalAI.Plugins.Vision.Inputs;
using LocalAI.Plugins.Vision.Loading;
using LocalAI.Plugins.Vision.Requests;
using Microsoft.Extensions.Logging;

namespace LocalAI.Plugins.Vision;

/// <summary>A model that finds objects.</summary>
internal sealed class VisionModel : IModel, IDetector
{
    private readonly LoadedModel _loaded;
    private readonly VisionSettings _settings;
    private readonly Preparation _preparation;
    private readonly AllowedRoots _roots = AllowedRoots.Read(VisionSettingsReader.RootsVariable, Environment.GetEnvironmentVariable);
    private readonly ILogger _logger;

    public VisionModel(LoadedModel loaded, VisionSettings settings, EngineContext context)
    {
        _loaded = loaded;
        _settings = settings;
        _preparation = loaded.Head.Preparation.With(settings.Fit, settings.Scale, settings.Order);
        _logger = context.Logger;
        Device = context.Device;
        var image = loaded.Inputs.Image;
        Description = string.Create(CultureInfo.InvariantCulture,
            $"{Path.GetFileName(settings.File)} ({loaded.Family.Name}), {loaded.Labels.Count} classes, {image.Width}x{image.Height}");
    }

    /// <inheritdoc/>
    public string Description { get; }

    /// <inheritdoc/>
    public Device Device { get; }

    /// <summary>Two: one call's image is read while the other's model runs.</summary>
    public int Parallelism => 2;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, ulong> Memory => new Dictionary<string, ulong> { ["weights"] = (ulong)_loaded.Model.Bytes };

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, ulong> Figures => new Dictionary<string, ulong> { ["classes"] = (ulong)_loaded.Labels.Count };

    /// <inheritdoc/>
    public Task<DetectResponse> DetectAsync(DetectOptions request, CancellationToken cancellationToken) =>
        Task.Run(() => Detect(request, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _loaded.Model.Dispose();
        return ValueTask.CompletedTask;
    }

    private DetectResponse Detect(DetectOptions request, CancellationToken cancellationToken)
    {
        var threshold = RequestThreshold.Read(request.Threshold, _settings.Threshold ?? _loaded.Head.Threshold);
        var classes = ClassFilter.Read(request.Prompt, _loaded.Labels);
        if (request.Points.Count > 0 || request.Boxes.Count > 0)
            Log.Ignored(_logger, request.Points.Count, request.Boxes.Count);

        using var picture = PictureReader.Read("src", request.Src, _roots, PictureLimits.Default, _settings.Threads);
        cancellationToken.ThrowIfCancellationRequested();
        using var run = _loaded.Model.Begin(_loaded.Inputs.Shapes);
        var placement = _loaded.Inputs.Fill(picture, run, _preparation);
        run.Execute(cancellationToken);
        using var outputs = new RunOutputs(run, _loaded.Model.Outputs);
        var detections = _loaded.Head.Read(outputs, new DetectionCall
        {
            Width = picture.Width,
            Height = picture.Height,
            Placement = placement,
            Threshold = threshold,
            Overlap = _settings.Overlap,
            Most = _settings.MaxDetections,
            Classes = classes,
            Labels = _loaded.Labels,
            Threads = _settings.Threads,
            CancellationToken = cancellationToken,
        });
        return new DetectResponse { Detections = { detections } };
    }
}
