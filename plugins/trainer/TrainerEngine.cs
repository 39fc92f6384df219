using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Trainer.Jobs;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalAI.Plugins.Trainer;

/// <summary>Trains language models with libtorch. Its RPCs need no loaded model, so the engine itself answers.</summary>
public sealed class TrainerEngine : IEngine, IFineTuner, IDisposable
{
    private readonly FineTuner _tuner;

    /// <summary>The engine of a plugin folder.</summary>
    /// <param name="context">What the host gives.</param>
    public TrainerEngine(EngineContext? context = null) => _tuner = new FineTuner(
        context?.PluginFolder ?? AppContext.BaseDirectory, context?.Logger ?? NullLogger.Instance)
    {
        Device = context?.Device ?? Device.Cpu,
    };

    /// <summary>What LocalAI loads before a job: no weights, a device.</summary>
    public Task<IModel> LoadAsync(ModelOptions options, EngineContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        _tuner.Device = context.Device;
        return Task.FromResult<IModel>(new TrainerModel(context.Device, _tuner));
    }

    /// <inheritdoc/>
    public Task<FineTuneJobResult> StartFineTuneAsync(FineTuneRequest request, CancellationToken cancellationToken) =>
        _tuner.StartFineTuneAsync(request, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<FineTuneProgressUpdate> FineTuneProgressAsync(
        FineTuneProgressRequest request, CancellationToken cancellationToken) =>
        _tuner.FineTuneProgressAsync(request, cancellationToken);

    /// <inheritdoc/>
    public Task<Result> StopFineTuneAsync(FineTuneStopRequest request, CancellationToken cancellationToken) =>
        _tuner.StopFineTuneAsync(request, cancellationToken);

    /// <inheritdoc/>
    public Task<ListCheckpointsResponse> ListCheckpointsAsync(ListCheckpointsRequest request, CancellationToken cancellationToken) =>
        _tuner.ListCheckpointsAsync(request, cancellationToken);

    /// <inheritdoc/>
    public Task<Result> ExportModelAsync(ExportModelRequest request, CancellationToken cancellationToken) =>
        _tuner.ExportModelAsync(request, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _tuner.Dispose();
}
