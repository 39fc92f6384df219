namespace LocalAI.Plugins.Abstractions;

/// <summary>
/// A loaded model. It also implements the capability interfaces it can serve; an RPC it has no interface for is answered with
/// UNIMPLEMENTED. Disposed by the host when no call uses it any more.
/// </summary>
public interface IModel : IAsyncDisposable
{
    /// <summary>One line for people: what the model is and how it was loaded.</summary>
    string Description { get; }

    /// <summary>The device that really computes.</summary>
    Device Device { get; }

    /// <summary>How many calls the model works on at once (≥ 1); the host queues those beyond.</summary>
    int Parallelism { get; }

    /// <summary>RPCs that take no turn on the device and are answered at once, beside <see cref="Parallelism"/>.</summary>
    IReadOnlyCollection<string> Ungated => [];

    /// <summary>Bytes in use by name, such as <c>weights</c> and <c>kv_cache</c>.</summary>
    IReadOnlyDictionary<string, ulong> Memory { get; }

    /// <summary>Other numbers about the model, which are no bytes, such as <c>rows</c> and <c>dimension</c>; Status shows them.</summary>
    IReadOnlyDictionary<string, ulong> Figures => new Dictionary<string, ulong>();
}
