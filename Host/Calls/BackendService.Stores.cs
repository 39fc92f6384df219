using Grpc.Core;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Host.Calls;

// Vector stores.
internal sealed partial class BackendService
{
    public override Task<Result> StoresSet(StoresSetOptions request, ServerCallContext context) =>
        dispatcher.UnaryAsync(context, (IVectorStore store, CancellationToken token) => store.StoresSetAsync(request, token));

    public override Task<Result> StoresDelete(StoresDeleteOptions request, ServerCallContext context) =>
        dispatcher.UnaryAsync(context, (IVectorStore store, CancellationToken token) => store.StoresDeleteAsync(request, token));

    public override Task<StoresGetResult> StoresGet(StoresGetOptions request, ServerCallContext context) =>
        dispatcher.UnaryAsync(context, (IVectorStore store, CancellationToken token) => store.StoresGetAsync(request, token));

    public override Task<StoresFindResult> StoresFind(StoresFindOptions request, ServerCallContext context) =>
        dispatcher.UnaryAsync(context, (IVectorStore store, CancellationToken token) => store.StoresFindAsync(request, token));
}
