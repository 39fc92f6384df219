using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace LocalAI.Plugins.Store;

/// <summary>The plugin's meter, <c>LocalAI.Plugins.Store</c>; every measurement has the tag <c>namespace</c>.</summary>
internal sealed class StoreMeters : IDisposable
{
    private readonly Meter _meter = new("LocalAI.Plugins.Store");
    private readonly Counter<long> _set;
    private readonly Counter<long> _deleted;
    private readonly Counter<long> _read;
    private readonly Counter<long> _refused;
    private readonly Histogram<double> _find;

    public StoreMeters()
    {
        _set = _meter.CreateCounter<long>("store.keys.set", "{key}", "Keys that StoresSet was given and kept.");
        _deleted = _meter.CreateCounter<long>("store.keys.deleted", "{key}", "Keys that StoresDelete was given.");
        _read = _meter.CreateCounter<long>("store.keys.read", "{key}", "Keys that StoresGet answered with.");
        _refused = _meter.CreateCounter<long>("store.calls.failed", "{call}", "Calls that were refused or failed.");
        _find = _meter.CreateHistogram<double>("store.find.duration", "s", "How long StoresFind took, waiting for others included.");
    }

    /// <summary>Counts keys of a StoresSet.</summary>
    public void Set(string name, int keys) => _set.Add(keys, Tag(name));

    /// <summary>Counts keys of a StoresDelete.</summary>
    public void Deleted(string name, int keys) => _deleted.Add(keys, Tag(name));

    /// <summary>Counts keys of an answer of StoresGet.</summary>
    public void Read(string name, int keys) => _read.Add(keys, Tag(name));

    /// <summary>Notes a StoresFind.</summary>
    /// <param name="name">The namespace.</param>
    /// <param name="started">When it began, of <see cref="Stopwatch.GetTimestamp"/>.</param>
    public void Found(string name, long started) => _find.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, Tag(name));

    /// <summary>Counts a call that threw.</summary>
    public void Failed(string name) => _refused.Add(1, Tag(name));

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?> Tag(string name) => new("namespace", name);
}
