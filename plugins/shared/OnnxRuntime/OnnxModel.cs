using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.OnnxRuntime.Runs;
using LocalAI.Plugins.OnnxRuntime.Sessions;

namespace LocalAI.Plugins.OnnxRuntime;

/// <summary>A model that is open on a device. Any number of threads may run it at once, each with a run of its own.</summary>
internal sealed class OnnxModel : IDisposable
{
    private readonly OnnxSession _session;
    private readonly RunPool _pool;
    private readonly long[][]? _shapes;

    private OnnxModel(OnnxSession session)
    {
        _session = session;
        _pool = new RunPool(session);
        if (session.Inputs.All(input => input.IsFixed))
            _shapes = [.. session.Inputs.Select(input => input.Shape.ToArray())];
    }

    /// <summary>The file it is from.</summary>
    public string Path => _session.Path;

    /// <summary>What it takes, in the order of the graph.</summary>
    public IReadOnlyList<TensorSlot> Inputs => _session.Inputs;

    /// <summary>What it gives, in the order of the graph.</summary>
    public IReadOnlyList<TensorSlot> Outputs => _session.Outputs;

    /// <summary>The file's own properties.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _session.Metadata;

    /// <summary>The kinds of its first nodes, as the file has them before anything is optimised; at most 16.</summary>
    public IReadOnlyList<string> FirstOperators => _session.FirstOperators;

    /// <summary>Bytes of its files, which is about what its weights take.</summary>
    public long Bytes => _session.Bytes;

    /// <summary>Opens a model.</summary>
    /// <param name="field">The request's field or option that names it.</param>
    /// <param name="path">Its absolute path.</param>
    /// <param name="settings">How.</param>
    /// <exception cref="EngineException">It is not there, no ONNX model, broken, or the device cannot be used.</exception>
    public static OnnxModel Open(string field, string path, OnnxSettings settings) => new(SessionOpener.Open(field, path, settings));

    /// <summary>
    /// A run with memory for inputs and outputs that is used again by later ones: where nothing of the model's shapes is open but what
    /// <paramref name="inputShapes"/> fixes, a second run of the same shapes allocates nothing large.
    /// </summary>
    /// <param name="inputShapes">The shape of each input, none of them open; not given where the model fixes them all.</param>
    /// <returns>Given back by its Dispose.</returns>
    /// <exception cref="EngineException">The model does not take such shapes, or there is no memory for them.</exception>
    /// <exception cref="ObjectDisposedException">The model is disposed of.</exception>
    public OnnxRun Begin(params ReadOnlySpan<long[]> inputShapes)
    {
        if (inputShapes.IsEmpty && _shapes is not null)
            return new OnnxRun(_session, _pool, _pool.Rent(_shapes));
        InputShapes.Check(_session, inputShapes);
        return new OnnxRun(_session, _pool, _pool.Rent(inputShapes));
    }

    /// <summary>Lets no further run begin. Runs that have begun go on; the last one ends the session.</summary>
    public void Dispose() => _pool.Close();
}
