using System.Globalization;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Faces.Packs;
using LocalAI.Plugins.Faces.Requests;
using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Requests;

namespace LocalAI.Plugins.Faces;

/// <summary>A pack that is loaded.</summary>
internal sealed class FacesModel : IModel, IDetector, IEmbedder, IFaceRecognizer
{
    private readonly FacePack _pack;
    private readonly FaceCalls _calls;

    /// <param name="pack">The models; this owns them.</param>
    /// <param name="description">What the pack says of itself.</param>
    /// <param name="settings">What LoadModel asks for.</param>
    /// <param name="device">Where the models run.</param>
    /// <param name="environment">Reads environment variables.</param>
    public FacesModel(FacePack pack, PackDescription description, FacesSettings settings, Device device, Func<string, string?> environment)
    {
        (_pack, Device) = (pack, device);
        _calls = new FaceCalls(pack, new FaceRules
        {
            Model = settings.Name,
            DetectorThreshold = settings.DetectorThreshold ?? description.Detector!.Threshold,
            VerifyThreshold = settings.VerifyThreshold ?? description.VerifyThreshold,
            Threads = settings.Threads,
            Roots = AllowedRoots.Read(FaceRules.RootsVariable, environment),
        });
        List<string> tells = [$"faces by {Path.GetFileName(description.Detector!.File)}"];
        if (pack.ComparesFaces)
            tells.Add(string.Create(CultureInfo.InvariantCulture, $"vectors of {pack.Dimension} numbers"));
        Description = $"{settings.Name}: {string.Join(", ", tells.Concat(pack.Tells))}";
    }

    /// <inheritdoc/>
    public string Description { get; }

    /// <inheritdoc/>
    public Device Device { get; }

    /// <inheritdoc/>
    public int Parallelism => Math.Max(1, Environment.ProcessorCount);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, ulong> Memory => _pack.Memory;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, ulong> Figures => new Dictionary<string, ulong> { ["dimension"] = (ulong)_pack.Dimension };

    /// <inheritdoc/>
    public Task<DetectResponse> DetectAsync(DetectOptions request, CancellationToken cancellationToken) =>
        Task.Run(() => _calls.Detect(request, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<EmbeddingResult> EmbeddingAsync(PredictOptions request, CancellationToken cancellationToken) =>
        Task.Run(() => _calls.Embed(request, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<FaceVerifyResponse> FaceVerifyAsync(FaceVerifyRequest request, CancellationToken cancellationToken) =>
        _calls.VerifyAsync(request, cancellationToken);

    /// <inheritdoc/>
    public Task<FaceAnalyzeResponse> FaceAnalyzeAsync(FaceAnalyzeRequest request, CancellationToken cancellationToken) =>
        Task.Run(() => _calls.Analyze(request, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _pack.Dispose();
        return ValueTask.CompletedTask;
    }
}
