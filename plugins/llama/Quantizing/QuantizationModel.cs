using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Llama.Quantizing;

/// <summary>
/// What LoadModel gives LocalAI before a job, when Model is only the backend's name: no weights. The engine itself answers the
/// RPCs; when this is freed, the jobs end.
/// </summary>
internal sealed class QuantizationModel(Device device, Quantizer quantizer) : IModel
{
    /// <inheritdoc/>
    public string Description => "ready to quantise models";

    /// <inheritdoc/>
    public Device Device => device;

    /// <inheritdoc/>
    public int Parallelism => 1;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, ulong> Memory { get; } = new Dictionary<string, ulong>();

    /// <summary>Whether a LoadModel asks for no model: its Model is a backend's name and there is no file.</summary>
    public static bool IsMeant(ModelOptions options) =>
        IsBackendName(options.Model) && !File.Exists(options.ModelFile) && !File.Exists(options.Model);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        quantizer.StopAll();
        return ValueTask.CompletedTask;
    }

    // LocalAI's own name of the quantisation backend, and those under which this one is installed.
    private static bool IsBackendName(string name) => name is "llama" or "llama-cpp" or "llama-cpp-quantization"
        || name.StartsWith("dotnet-llama", StringComparison.Ordinal);
}
