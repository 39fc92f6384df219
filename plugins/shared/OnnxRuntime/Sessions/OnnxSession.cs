using LocalAI.Plugins.Abstractions;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace LocalAI.Plugins.OnnxRuntime.Sessions;

/// <summary>A session of the library, and what it says about its model.</summary>
internal sealed class OnnxSession : IDisposable
{
    private readonly SessionLog _log;
    private readonly Lock? _turn;

    /// <param name="native">The session, which this one owns.</param>
    /// <param name="log">Its log, which this one owns.</param>
    /// <param name="file">What its file says.</param>
    public OnnxSession(InferenceSession native, SessionLog log, OnnxFile file)
    {
        Native = native;
        _log = log;
        Inputs = [.. native.InputNames.Select(name => Slot(name, native.InputMetadata[name], file.Inputs))];
        Outputs = [.. native.OutputNames.Select(name => Slot(name, native.OutputMetadata[name], file.Outputs))];
        Metadata = native.ModelMetadata.CustomMetadataMap;
        FirstOperators = file.FirstOperators;
    }

    public InferenceSession Native { get; }

    public IReadOnlyList<TensorSlot> Inputs { get; }

    public IReadOnlyList<TensorSlot> Outputs { get; }

    public IReadOnlyDictionary<string, string> Metadata { get; }

    public IReadOnlyList<string> FirstOperators { get; }

    public required string Path { get; init; }

    public required long Bytes { get; init; }

    public required Device Device
    {
        get;
        init
        {
            field = value;
            // DirectML must not run a session twice at once.
            _turn = value.Kind == DeviceKind.DirectML ? new Lock() : null;
        }
    }

    public bool RunsOnProcessor => Device.Kind == DeviceKind.Cpu;

    public void Run(RunOptions options, OrtIoBinding binding)
    {
        if (_turn is null)
        {
            Native.RunWithBinding(options, binding);
            return;
        }
        lock (_turn)
            Native.RunWithBinding(options, binding);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Native.Dispose();
        _log.Dispose();
    }

    private static TensorSlot Slot(string name, NodeMetadata metadata, IReadOnlyList<TensorSlot> declared)
    {
        if (!metadata.IsTensor)
            return new TensorSlot(name, TensorElementType.DataTypeMax, []) { IsRanked = false };
        // For a value without a shape the library says the same as for a scalar.
        var isRanked = metadata.Dimensions.Length > 0 || declared.FirstOrDefault(slot => slot.Name == name) is { IsRanked: true };
        return new TensorSlot(name, metadata.ElementDataType, [.. metadata.Dimensions.Select(length => length > 0 ? (long)length : -1)])
        {
            IsRanked = isRanked,
        };
    }
}
