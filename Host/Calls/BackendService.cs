using Google.Protobuf;
using Grpc.Core;
using LocalAI.Plugins.Host.Health;
using LocalAI.Plugins.Host.Routing;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Host.Calls;

/// <summary>The 43 RPCs of <c>backend.Backend</c>: four that the host answers itself; the dispatcher has the rest.</summary>
internal sealed partial class BackendService(Dispatcher dispatcher, ModelLoader loader, ModelRelease release, StatusReport status)
    : Backend.BackendBase
{
    // LocalAI takes nothing but these two bytes for an answer; they never wait for anything.
    private static readonly Task<Reply> Ok = Task.FromResult(new Reply { Message = ByteString.CopyFromUtf8("OK") });

    public override Task<Reply> Health(HealthMessage request, ServerCallContext context) => Ok;

    public override Task<StatusResponse> Status(HealthMessage request, ServerCallContext context) =>
        Task.FromResult(status.Read());

    public override Task<Result> LoadModel(ModelOptions request, ServerCallContext context) =>
        loader.LoadAsync(request, context.CancellationToken);

    public override Task<Result> Free(HealthMessage request, ServerCallContext context) => release.FreeAsync();
}
