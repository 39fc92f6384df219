using System.Diagnostics;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Host.Choosing;
using LocalAI.Plugins.Host.Errors;
using LocalAI.Plugins.Host.Life;
using LocalAI.Plugins.Host.Loading;
using LocalAI.Plugins.Host.Options;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Host.Routing;

/// <summary>Answers LoadModel: choose, activate, load, route. One at a time; the old model serves meanwhile.</summary>
internal sealed class ModelLoader(
    EngineChooser chooser, PluginActivator activator, EngineContexts contexts, Router router, HostState host,
    ServerOptions options, ILogger<ModelLoader> logger) : IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private int _loading;

    /// <summary>Whether a load runs or waits.</summary>
    public bool Loading => Volatile.Read(ref _loading) > 0;

    /// <summary>Whether the latest load failed.</summary>
    public bool LastFailed { get; private set; }

    /// <returns>Success, or the reason of the refusal.</returns>
    /// <exception cref="Grpc.Core.RpcException">CANCELLED, when the client went away or the host stops.</exception>
    public async Task<Result> LoadAsync(ModelOptions request, CancellationToken cancellationToken)
    {
        if (host.Draining)
            throw StatusTable.Draining();
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, host.Stopping);
        Interlocked.Increment(ref _loading);
        try
        {
            await _oneAtATime.WaitAsync(linked.Token);
            try
            {
                var result = await LoadAloneAsync(new ModelRequest(request), linked.Token);
                LastFailed = !result.Success;
                return result;
            }
            finally
            {
                _oneAtATime.Release();
            }
        }
        catch (Exception) when (linked.IsCancellationRequested)
        {
            throw StatusTable.Cancelled(cancellationToken.IsCancellationRequested
                ? "The client cancelled the load." : "The host is shutting down.");
        }
        finally
        {
            Interlocked.Decrement(ref _loading);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _oneAtATime.Dispose();

    private async Task<Result> LoadAloneAsync(ModelRequest request, CancellationToken cancellationToken)
    {
        Choice? choice = null;
        try
        {
            choice = chooser.Choose(request);
            await LoadWithAsync(choice, request, cancellationToken);
            return new Result { Success = true, Message = "Loading succeeded" };
        }
        catch (PluginLoadException e) when (choice is { Plugin.Standing.Usable: false })
        {
            return Refused(request, $"The plugin {choice.Plugin.Name} cannot be used: {e.Message}");
        }
        catch (Exception e) when (e is ChoiceException or PluginLoadException or EngineException)
        {
            return Refused(request, e.Message);
        }
        catch (Exception e) when (choice is not null && !cancellationToken.IsCancellationRequested)
        {
            Log.LoadFailed(logger, e, request.Name, choice.Plugin.Name);
            var reason = LoadFailure.Describe(choice.Plugin, e);
            return new Result { Message = $"{choice.Plugin.Name} could not load '{request.Name}': {reason}" };
        }
    }

    private Result Refused(ModelRequest request, string reason)
    {
        Log.Refused(logger, request.Name, reason);
        return new Result { Message = reason };
    }

    private async Task LoadWithAsync(Choice choice, ModelRequest request, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var engine = activator.Activate(choice.Plugin).Engine;
        var context = contexts.ForModel(choice.Plugin, choice.Device, request.Name);
        var model = await engine.LoadAsync(request.Options, context, cancellationToken);
        var loaded = new LoadedModel(model, choice.Plugin, request.Name, options.Queue, logger, host.Stopping);

        var retired = router.Add(loaded);
        Log.Loaded(logger, loaded.Name, choice.Plugin.Name, model.Device,
            Stopwatch.GetElapsedTime(start).TotalMilliseconds, model.Description);
        // Memory that nobody uses is given back before the answer; where calls still run, the last of them does it.
        await Task.WhenAll(retired.Where(old => !old.Busy).Select(old => old.Disposed));
    }
}
