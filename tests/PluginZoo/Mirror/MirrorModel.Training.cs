using System.Runtime.CompilerServices;

namespace LocalAI.Plugins.Zoo;

internal sealed partial class MirrorModel : IFineTuner
{
    public Task<FineTuneJobResult> StartFineTuneAsync(FineTuneRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new FineTuneJobResult { JobId = request.JobId, Success = true });

    public async IAsyncEnumerable<FineTuneProgressUpdate> FineTuneProgressAsync(
        FineTuneProgressRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return new FineTuneProgressUpdate { JobId = request.JobId, Status = "training" };
        await Cancellations.WaitIfEndlessAsync(request.JobId, "FineTuneProgress", cancellationToken);
        yield return new FineTuneProgressUpdate { JobId = request.JobId, Status = "completed", ProgressPercent = 100 };
    }

    public Task<Result> StopFineTuneAsync(FineTuneStopRequest request, CancellationToken cancellationToken) =>
        Echo.Done($"stop {request.JobId}");

    public Task<ListCheckpointsResponse> ListCheckpointsAsync(
        ListCheckpointsRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new ListCheckpointsResponse { Checkpoints = { new CheckpointInfo { Path = request.OutputDir } } });

    public Task<Result> ExportModelAsync(ExportModelRequest request, CancellationToken cancellationToken) =>
        Echo.Done($"export {request.CheckpointPath}");
}
