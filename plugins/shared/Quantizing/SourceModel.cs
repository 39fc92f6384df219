using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.ModelFiles.Files;
using LocalAI.Plugins.ModelFiles.Gguf;
using Microsoft.Win32.SafeHandles;

namespace LocalAI.Plugins.Quantizing;

/// <summary>The files of a checked GGUF model, open for reading.</summary>
internal sealed class SourceModel : IDisposable
{
    private const long MostMetadata = 512L * 1024 * 1024;

    private readonly List<SafeFileHandle> _handles = [];
    private readonly Dictionary<string, SourceTensor> _tensors = new(StringComparer.Ordinal);

    private SourceModel(GgufFile first) => First = first;

    /// <summary>The file, or the first part of a split one, which has the metadata.</summary>
    public GgufFile First { get; }

    /// <summary>The tensors of all parts by their names.</summary>
    public IReadOnlyDictionary<string, SourceTensor> Tensors => _tensors;

    /// <summary>Opens a model.</summary>
    /// <exception cref="EngineException">It is damaged, or would end the process inside llama.cpp.</exception>
    public static SourceModel Open(string path)
    {
        GgufFile.Open(path);
        var first = GgufFile.OpenPart(path, []);
        if (first.DataStart > MostMetadata)
            throw new GgufFault(path).Refuse($"its metadata has {first.DataStart:N0} bytes; at most {MostMetadata:N0} are expected");
        var model = new SourceModel(first);
        try
        {
            foreach (var part in SplitModel.OtherParts(first, new GgufFault(path)).Prepend(first))
                model.Add(part);
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>A key and its value as they lie in the file.</summary>
    public byte[] ReadRaw(GgufValue value)
    {
        var bytes = new byte[value.Extent.End - value.Extent.Start];
        FileRange.Read(_handles[0], bytes, value.Extent.Start);
        return bytes;
    }

    /// <inheritdoc/>
    public void Dispose() => _handles.ForEach(handle => handle.Dispose());

    private void Add(GgufFile part)
    {
        var handle = ModelPath.OpenForReading(part.Path);
        _handles.Add(handle);
        foreach (var tensor in part.Tensors)
        {
            if (!_tensors.TryAdd(tensor.Name, new SourceTensor(tensor, handle, part.DataStart + tensor.Offset)))
                throw new GgufFault(part.Path).Refuse($"the tensor name {GgufFault.Quote(tensor.Name)} is in two parts of the model");
        }
    }
}
