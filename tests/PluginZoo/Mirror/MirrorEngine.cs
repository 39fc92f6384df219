using System.Runtime.CompilerServices;
using Google.Protobuf;

namespace LocalAI.Plugins.Zoo;

/// <summary>Answers every RPC with what it was asked; stores, codec and quantisation without a model.</summary>
public sealed class MirrorEngine : ZooEngine, IVectorStore, IAudioCodec, IQuantizer
{
    protected override IModel Load(ModelOptions options, EngineContext context) => new MirrorModel(options, context);

    public Task<Result> StoresSetAsync(StoresSetOptions request, CancellationToken cancellationToken) =>
        Echo.Done($"set {request.Keys.Count}");

    public Task<Result> StoresDeleteAsync(StoresDeleteOptions request, CancellationToken cancellationToken) =>
        Echo.Done($"delete {request.Keys.Count}");

    public Task<StoresGetResult> StoresGetAsync(StoresGetOptions request, CancellationToken cancellationToken) =>
        Task.FromResult(new StoresGetResult { Keys = { request.Keys } });

    public Task<StoresFindResult> StoresFindAsync(StoresFindOptions request, CancellationToken cancellationToken) =>
        Task.FromResult(new StoresFindResult { Keys = { request.Key }, Similarities = { request.TopK } });

    public Task<AudioEncodeResult> AudioEncodeAsync(AudioEncodeRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new AudioEncodeResult { Frames = { request.PcmData }, SampleRate = request.SampleRate });

    public Task<AudioDecodeResult> AudioDecodeAsync(AudioDecodeRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new AudioDecodeResult { PcmData = ByteString.CopyFrom([.. request.Frames.SelectMany(frame => frame)]) });

    public Task<QuantizationJobResult> StartQuantizationAsync(QuantizationRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new QuantizationJobResult { JobId = request.JobId, Success = true });

    public async IAsyncEnumerable<QuantizationProgressUpdate> QuantizationProgressAsync(
        QuantizationProgressRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return new QuantizationProgressUpdate { JobId = request.JobId, Status = "quantizing" };
        await Cancellations.WaitIfEndlessAsync(request.JobId, "QuantizationProgress", cancellationToken);
        yield return new QuantizationProgressUpdate { JobId = request.JobId, Status = "completed", ProgressPercent = 100 };
    }

    public Task<Result> StopQuantizationAsync(QuantizationStopRequest request, CancellationToken cancellationToken) =>
        Echo.Done($"stop {request.JobId}");
}
