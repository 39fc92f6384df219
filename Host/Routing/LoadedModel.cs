using System.Collections.Frozen;
using System.Diagnostics;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Host.Admission;
using LocalAI.Plugins.Host.Catalog;

namespace LocalAI.Plugins.Host.Routing;

/// <summary>
/// A model with the calls that use it counted. Retired, it takes no more calls, and is disposed when the last one ends.
/// </summary>
internal sealed class LoadedModel
{
    private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _unloading;
    private readonly ILogger _logger;
    // One use belongs to the router; the others are calls and borrowed capabilities.
    private int _uses = 1;
    private int _retired;
    private long _lastUsed = Stopwatch.GetTimestamp();

    public LoadedModel(IModel model, Plugin plugin, string name, int queue, ILogger logger, CancellationToken stopping)
    {
        Model = model;
        Plugin = plugin;
        Name = name;
        Rpcs = Rpc.ServedBy(model.GetType()).ToFrozenSet(StringComparer.Ordinal);
        Gate = new AdmissionGate(name, model, queue);
        _unloading = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Unloading = _unloading.Token;
        _logger = logger;
    }

    public IModel Model { get; }

    public Plugin Plugin { get; }

    /// <summary>The <c>Model</c> of its LoadModel, by which the request header and other engines name it.</summary>
    public string Name { get; }

    public FrozenSet<string> Rpcs { get; }

    public AdmissionGate Gate { get; }

    /// <summary>Cancelled when calls may not go on: the model is being unloaded, or the host stops.</summary>
    public CancellationToken Unloading { get; }

    /// <summary>Ends when the model has been disposed.</summary>
    public Task Disposed => _disposed.Task;

    /// <summary>When a call last used it, for the choice of the least recently used.</summary>
    public long LastUsed => Volatile.Read(ref _lastUsed);

    /// <summary>Whether a call uses it now.</summary>
    public bool Busy => Volatile.Read(ref _uses) > (Volatile.Read(ref _retired) == 0 ? 1 : 0);

    /// <summary>Takes a use; false when the model is gone.</summary>
    public bool TryAcquire()
    {
        var uses = Volatile.Read(ref _uses);
        while (uses > 0)
        {
            var seen = Interlocked.CompareExchange(ref _uses, uses + 1, uses);
            if (seen == uses)
            {
                Volatile.Write(ref _lastUsed, Stopwatch.GetTimestamp());
                return true;
            }
            uses = seen;
        }
        return false;
    }

    /// <summary>Gives a use back.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _uses) == 0)
            _ = DisposeAsync();
    }

    /// <summary>Gives the router's use back, once.</summary>
    public void Retire()
    {
        if (Interlocked.Exchange(ref _retired, 1) == 0)
            Release();
    }

    /// <summary>Cancels the calls that still use it.</summary>
    public void CancelCalls()
    {
        try
        {
            // Not on this thread: what engines do when they are cancelled is their own time, and their own trouble.
            _ = _unloading.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // The last call ended just now.
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private async Task DisposeAsync()
    {
        try
        {
            // The last call may end on the engine's own thread, which must not wait for itself.
            await Task.Yield();
            await Model.DisposeAsync();
            Log.Unloaded(_logger, Name, Plugin.Name);
        }
        catch (Exception e)
        {
            Log.DisposeFailed(_logger, e, Name, Plugin.Name);
        }
        finally
        {
            Gate.Dispose();
            _unloading.Dispose();
            _disposed.SetResult();
        }
    }
}
