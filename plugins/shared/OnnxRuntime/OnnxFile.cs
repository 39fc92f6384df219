using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.OnnxRuntime.Files;

namespace LocalAI.Plugins.OnnxRuntime;

/// <summary>What an ONNX file says about itself, read without native code and without its weights.</summary>
/// <param name="Inputs">What the graph takes, without its weights.</param>
/// <param name="Outputs">What it gives.</param>
/// <param name="Metadata">The file's own properties.</param>
/// <param name="Producer">The program that wrote it; may be empty.</param>
/// <param name="FirstOperators">The kinds of its first nodes, such as Sub, Mul, Conv; at most 16.</param>
internal sealed record OnnxFile(
    IReadOnlyList<TensorSlot> Inputs, IReadOnlyList<TensorSlot> Outputs, IReadOnlyDictionary<string, string> Metadata, string Producer,
    IReadOnlyList<string> FirstOperators)
{
    /// <summary>The files beside it in which the rest of its weights are, as it names them.</summary>
    public IReadOnlyCollection<string> WeightFiles { get; init; } = [];

    /// <summary>Reads a file; null when it is no ONNX model.</summary>
    /// <exception cref="EngineException">It is not there, or cannot be read.</exception>
    public static OnnxFile? TryRead(string path) => OnnxFileOpener.TryRead(path, path);

    /// <summary>Reads a file.</summary>
    /// <param name="field">The request's field or option that names it.</param>
    /// <param name="path">Its absolute path.</param>
    /// <exception cref="EngineException">It is not there, cannot be read, or is no ONNX model.</exception>
    public static OnnxFile Read(string field, string path)
    {
        var subject = $"{field} is '{path}', which";
        return OnnxFileOpener.TryRead(path, subject) ?? throw new EngineException(EngineFailure.InvalidInput,
            $"{subject} is not a whole ONNX model; name an .onnx file, or download it again.");
    }
}
