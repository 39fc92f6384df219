namespace LocalAI.Plugins.Store.Namespaces;

/// <summary>The use of an open namespace; dispose it to give it back.</summary>
internal sealed class NamespaceLease(IVectorNamespace @namespace, Func<ValueTask> release) : IAsyncDisposable
{
    private Func<ValueTask>? _release = release;

    /// <summary>The namespace.</summary>
    public IVectorNamespace Namespace => @namespace;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Interlocked.Exchange(ref _release, null)?.Invoke() ?? ValueTask.CompletedTask;
}
