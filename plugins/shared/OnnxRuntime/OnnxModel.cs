using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.OnnxRuntime;

/// <summary>A model that is open on a device. Any number of threads may run it at once, each with a run of its own.</summary>
internal sealed class OnnxModel : IDisposable
{
    /// <summary>The file it is from.</summary>
    public string Path => throw new NotImplementedException();

    /// <summary>What it takes, in the order of the graph.</summary>
    public IReadOnlyList<TensorSlot> Inputs => throw new NotImplementedException();

    /// <summary>What it gives, in the order of the graph.</summary>
    public IReadOnlyList<TensorSlot> Outputs => throw new NotImplementedException();

    /// <summary>The file's own properties.</summary>
    public IReadOnlyDictionary<string, string> Metadata => throw new NotImplementedException();

    /// <summary>Bytes of its file, which is about what its weights take.</summary>
    public long Bytes => throw new NotImplementedException();

    /// <summary>Opens a model.</summary>
    /// <param name="field">The request's field or option that names it.</param>
    /// <param name="path">Its absolute path.</param>
    /// <param name="settings">How.</param>
    /// <exception cref="EngineException">It is not there, no ONNX model, broken, or the device cannot be used.</exception>
    public static OnnxModel Open(string field, string path, OnnxSettings settings) => throw new NotImplementedException();

    /// <summary>
    /// A run with memory for inputs and outputs that is used again by later ones: where nothing of the model's shapes is open but what
    /// <paramref name="inputShapes"/> fixes, a second run of the same shapes allocates nothing large.
    /// </summary>
    /// <param name="inputShapes">The shape of each input, none of them open; not given where the model fixes them all.</param>
    /// <returns>Given back by its Dispose.</returns>
    public OnnxRun Begin(params ReadOnlySpan<long[]> inputShapes) => throw new NotImplementedException();

    public void Dispose() => throw new NotImplementedException();
}
