using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.ModelFiles.Files;
using LocalAI.Plugins.ModelFiles.Gguf;
using LocalAI.Plugins.ModelFiles.HuggingFace;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Exporting;

/// <summary>The tensors of a safetensors file, of which each is read when it is wanted.</summary>
internal sealed class SafetensorsTensors
{
    /// <summary>Elements that are read at once.</summary>
    private const long GroupElements = 4 * 1024 * 1024;

    private readonly string _path;
    private readonly Dictionary<string, SafetensorsEntry> _entries;

    private SafetensorsTensors(string path)
    {
        _path = path;
        _entries = SafetensorsFile.ReadEntries(path).ToDictionary(entry => entry.Name, StringComparer.Ordinal);
    }

    /// <summary>The names, in the order of their data.</summary>
    public IReadOnlyCollection<string> Names => _entries.Keys;

    /// <summary>Reads the list of a file's tensors.</summary>
    /// <exception cref="EngineException">The file is missing or damaged.</exception>
    public static SafetensorsTensors Open(string path) => new(path);

    /// <summary>The sizes of a tensor, the contiguous one last; null when it is not in the file.</summary>
    public IReadOnlyList<long>? ShapeOf(string name) => _entries.GetValueOrDefault(name)?.Shape;

    /// <summary>Reads a tensor, on the processor and in the type that it has in the file; the caller owns it.</summary>
    /// <exception cref="EngineException">It is not in the file, or the file has become shorter.</exception>
    public Tensor Read(string name)
    {
        var entry = _entries.GetValueOrDefault(name)
            ?? throw FolderFault.Refuse(_path, $"it has no tensor {GgufFault.Quote(name)}", "use the file of another step or model");
        using var handle = ModelPath.OpenForReading(_path);
        using var scope = NewDisposeScope();
        var values = empty([.. entry.Shape], SafetensorsTypes.Find(entry.Type));
        var all = values.view(-1);
        var position = entry.Position;
        try
        {
            for (var first = 0L; first < all.shape[0]; first += GroupElements)
            {
                using var inner = NewDisposeScope();
                var group = all.narrow(0, first, Math.Min(GroupElements, all.shape[0] - first)).bytes;
                FileRange.Read(handle, group, position);
                position += group.Length;
            }
        }
        catch (IOException e)
        {
            throw new EngineException(EngineFailure.InvalidInput, $"{_path} cannot be read ({e.Message.TrimEnd('.')}); write it again.", e);
        }
        return values.MoveToOuterDisposeScope();
    }
}
