using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Quantizing;
using LocalAI.Plugins.ModelFiles.Files;
using LocalAI.Plugins.Protocol;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalAI.Plugins.Llama;

/// <summary>Quantising needs no loaded model, so the engine itself answers.</summary>
public sealed partial class LlamaEngine : IQuantizer
{
    private readonly Quantizer _quantizer;

    /// <summary>The engine of a plugin folder.</summary>
    /// <param name="context">What the host gives; without it models can be loaded and not quantised.</param>
    public LlamaEngine(EngineContext? context = null) => _quantizer = new Quantizer(
        context?.PluginFolder ?? AppContext.BaseDirectory, context?.Logger ?? NullLogger.Instance, DiskSpace.Real);

    /// <inheritdoc/>
    public Task<QuantizationJobResult> StartQuantizationAsync(QuantizationRequest request, CancellationToken cancellationToken) =>
        _quantizer.StartQuantizationAsync(request, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<QuantizationProgressUpdate> QuantizationProgressAsync(
        QuantizationProgressRequest request, CancellationToken cancellationToken) =>
        _quantizer.QuantizationProgressAsync(request, cancellationToken);

    /// <inheritdoc/>
    public Task<Result> StopQuantizationAsync(QuantizationStopRequest request, CancellationToken cancellationToken) =>
        _quantizer.StopQuantizationAsync(request, cancellationToken);
}
