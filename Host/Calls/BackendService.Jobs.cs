using Grpc.Core;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Host.Calls;

// Jobs: fine-tuning and quantisation.
internal sealed partial class BackendService
{
    public override Task<FineTuneJobResult> StartFineTune(FineTuneRequest request, ServerCallContext context) =>
        dispatcher.UnaryAsync(context, (IFineTuner tuner, CancellationToken token) => tuner.StartFineTuneAsync(request, token));

    public override Task FineTuneProgress(
        FineTuneProgressRequest request, IServerStreamWriter<FineTuneProgressUpdate> responseStream, ServerCallContext context) =>
        dispatcher.StreamAsync(responseStream, context, (IFineTuner tuner, CancellationToken token) =>
            tuner.FineTuneProgressAsync(request, token));

    public override Task<Result> StopFineTune(FineTuneStopRequest request, ServerCallContext context) =>
        dispatcher.UnaryAsync(context, (IFineTuner tuner, CancellationToken token) => tuner.StopFineTuneAsync(request, token));

    public override Task<ListCheckpointsResponse> ListCheckpoints(ListCheckpointsRequest request, ServerCallContext context) =>
        dispatcher.UnaryAsync(context, (IFineTuner tuner, CancellationToken token) => tuner.ListCheckpointsAsync(request, token));

    public override Task<Result> ExportModel(ExportModelRequest request, ServerCallContext context) =>
        dispatcher.UnaryAsync(context, (IFineTuner tuner, CancellationToken token) => tuner.ExportModelAsync(request, token));

    public override Task<QuantizationJobResult> StartQuantization(QuantizationRequest request, ServerCallContext context) =>
        dispatcher.UnaryAsync(context, (IQuantizer quantizer, CancellationToken token) =>
            quantizer.StartQuantizationAsync(request, token));

    public override Task QuantizationProgress(QuantizationProgressRequest request,
        IServerStreamWriter<QuantizationProgressUpdate> responseStream, ServerCallContext context) =>
        dispatcher.StreamAsync(responseStream, context, (IQuantizer quantizer, CancellationToken token) =>
            quantizer.QuantizationProgressAsync(request, token));

    public override Task<Result> StopQuantization(QuantizationStopRequest request, ServerCallContext context) =>
        dispatcher.UnaryAsync(context, (IQuantizer quantizer, CancellationToken token) =>
            quantizer.StopQuantizationAsync(request, token));
}
