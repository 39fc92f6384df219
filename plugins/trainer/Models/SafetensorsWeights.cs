using LocalAI.Plugins.ModelFiles.Gguf;
using LocalAI.Plugins.ModelFiles.HuggingFace;
using LocalAI.Plugins.Trainer.Exporting;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Models;

/// <summary>The weights of a Hugging Face folder, in one file or several.</summary>
internal sealed class SafetensorsWeights : IWeightSource
{
    private readonly string _folder;
    private readonly Dictionary<string, (string Path, SafetensorsTensors Tensors)> _files = new(StringComparer.Ordinal);

    /// <param name="folder">The folder.</param>
    /// <exception cref="Abstractions.EngineException">A file is missing, cut off or damaged.</exception>
    public SafetensorsWeights(string folder)
    {
        _folder = folder;
        foreach (var path in SafetensorsFolder.Files(folder))
        {
            var tensors = SafetensorsTensors.Open(path);
            foreach (var name in tensors.Names)
            {
                if (!_files.TryAdd(name, (path, tensors)))
                    throw FolderFault.Refuse(path, $"the tensor {GgufFault.Quote(name)} is in another file too");
            }
        }
    }

    public Tensor Take(string name, params long[] shape)
    {
        if (!_files.TryGetValue(name, out var file))
            throw FolderFault.Refuse(_folder, $"no tensor is called '{name}'", "download the whole model");
        var found = file.Tensors.ShapeOf(name)!;
        if (!found.SequenceEqual(shape))
        {
            throw FolderFault.Refuse(file.Path,
                $"the tensor '{name}' has the shape [{string.Join(", ", found)}], and {ModelConfig.FileName} asks for "
                + $"[{string.Join(", ", shape)}]", "take both from one model");
        }
        var values = file.Tensors.Read(name);
        if (values.is_floating_point())
            return values;
        using (values)
        {
            throw FolderFault.Refuse(file.Path,
                $"the tensor '{name}' has elements of the type {values.dtype}", "use the model in F32, F16 or BF16");
        }
    }
}
