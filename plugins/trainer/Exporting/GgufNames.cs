using LocalAI.Plugins.ModelFiles.HuggingFace;
using LocalAI.Plugins.Trainer.Models;
using static TorchSharp.torch;
using GgufFamily = LocalAI.Plugins.ModelFiles.HuggingFace.ModelFamily;

namespace LocalAI.Plugins.Trainer.Exporting;

/// <summary>What the tensors of a model are called in GGUF, and how they lie there.</summary>
internal sealed class GgufNames(ModelShape shape)
{
    private readonly GgufFamily _family = GgufFamily.Find(shape.Family.ClassName)!;

    /// <summary>The value of <c>general.architecture</c>.</summary>
    public string Architecture => _family.Architecture;

    /// <summary>The name of a tensor.</summary>
    /// <param name="name">Its Hugging Face name.</param>
    public string Map(string name) => TensorNames.Map(name, _family, (uint)shape.Layers)
        ?? throw new ArgumentException($"{name} has no name in GGUF.", nameof(name));

    /// <summary>
    /// The rows of queries and keys as llama.cpp turns them: the two elements of a pair together, where the Hugging Face libraries
    /// have them half a head apart.
    /// </summary>
    /// <param name="name">The tensor's name in GGUF.</param>
    /// <param name="rows">[rows, …].</param>
    public Tensor Turn(string name, Tensor rows)
    {
        var heads = !_family.InterleavesRotary ? 0
            : name.Contains(".attn_q.", StringComparison.Ordinal) ? shape.Heads
            : name.Contains(".attn_k.", StringComparison.Ordinal) ? shape.KeyValueHeads : 0;
        return heads == 0 ? rows
            : rows.reshape(heads, 2, shape.HeadLength / 2, -1).transpose(1, 2).reshape(rows.shape);
    }
}
