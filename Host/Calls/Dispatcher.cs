using System.Runtime.CompilerServices;
using Grpc.Core;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Host.Errors;
using LocalAI.Plugins.Host.Life;
using LocalAI.Plugins.Host.Routing;

namespace LocalAI.Plugins.Host.Calls;

/// <summary>The path of every call that an engine answers: route, admission, engine, status.</summary>
internal sealed class Dispatcher(
    Router router, StatelessEngines stateless, Refusals refusals, HostState host, ILogger<Dispatcher> logger)
{
    /// <summary>The request header that names the model which is meant, by the <c>Model</c> of its LoadModel.</summary>
    public const string ModelHeader = "localai-model";

    public async Task<TResponse> UnaryAsync<TCapability, TResponse>(
        ServerCallContext context, Func<TCapability, CancellationToken, Task<TResponse>> call, [CallerMemberName] string rpc = "")
        where TCapability : class, ICapability
    {
        LoadedModel? model = null;
        try
        {
            model = Route(rpc, context);
            using var turn = await EnterAsync<TCapability>(rpc, model, context);
            return await call(turn.Capability, turn.Token);
        }
        catch (Exception e) when (e is not RpcException)
        {
            throw Failure(e, rpc, model, context);
        }
    }

    /// <summary>For streams of answers, with or without a stream of requests.</summary>
    public async Task StreamAsync<TCapability, TResponse>(
        IServerStreamWriter<TResponse> responses, ServerCallContext context,
        Func<TCapability, CancellationToken, IAsyncEnumerable<TResponse>> call, [CallerMemberName] string rpc = "")
        where TCapability : class, ICapability
    {
        LoadedModel? model = null;
        try
        {
            model = Route(rpc, context);
            using var turn = await EnterAsync<TCapability>(rpc, model, context);
            await StreamPump.RunAsync(call(turn.Capability, turn.Token), responses, turn.Token);
        }
        catch (Exception e) when (e is not RpcException)
        {
            throw Failure(e, rpc, model, context);
        }
    }

    private LoadedModel? Route(string rpc, ServerCallContext context)
    {
        if (host.Draining)
            throw StatusTable.Draining();
        return router.Acquire(rpc, NamedModel(context));
    }

    // From here on the turn owns the model's use; until it exists, a failure gives it back.
    private async ValueTask<Turn<TCapability>> EnterAsync<TCapability>(string rpc, LoadedModel? model, ServerCallContext context)
        where TCapability : class, ICapability
    {
        if (model is null)
            return EnterStateless<TCapability>(rpc, context);

        var linked = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, model.Unloading);
        try
        {
            var admission = await model.Gate.EnterAsync(rpc, linked.Token);
            return new Turn<TCapability>((TCapability)model.Model, model, admission, linked);
        }
        catch
        {
            linked.Dispose();
            model.Release();
            throw;
        }
    }

    private Turn<TCapability> EnterStateless<TCapability>(string rpc, ServerCallContext context)
        where TCapability : class, ICapability
    {
        var name = NamedModel(context);
        if (name is not null || stateless.Find<TCapability>(rpc) is not { } engine)
            throw refusals.NobodyAnswers(rpc, name);
        var linked = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, host.Stopping);
        return new Turn<TCapability>(engine, model: null, admission: null, linked);
    }

    private RpcException Failure(Exception exception, string rpc, LoadedModel? model, ServerCallContext context)
    {
        switch (exception)
        {
            case EngineException engineException:
                Log.Refused(logger, rpc, engineException.Failure, engineException.Message);
                return StatusTable.Of(engineException);
            // An engine may wrap the cancellation, and a writer whose client is gone throws what it likes.
            case not null when context.CancellationToken.IsCancellationRequested:
                return StatusTable.Cancelled("The client cancelled the call.");
            case not null when host.Stopping.IsCancellationRequested:
                return StatusTable.Cancelled("The host is shutting down.");
            case not null when model is { Unloading.IsCancellationRequested: true }:
                return StatusTable.Cancelled("the model was unloaded while this call ran");
            case OperationCanceledException:
                return StatusTable.Cancelled("The engine cancelled the call.");
            default:
                var who = model?.Plugin.Name ?? stateless.NameFor(rpc);
                Log.Failed(logger, exception!, rpc, who);
                return StatusTable.Unexpected(who, rpc, exception!);
        }
    }

    private static string? NamedModel(ServerCallContext context)
    {
        // The headers are turned into Metadata only when somebody asks; most calls carry no such header.
        var headers = context.GetHttpContext().Request.Headers;
        return headers.TryGetValue(ModelHeader, out var values) && values is [{ Length: > 0 } name, ..] ? name : null;
    }
}
