using System.Runtime.InteropServices;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.ModelFiles.Files;
using LocalAI.Plugins.ModelFiles.Gguf;
using LocalAI.Plugins.ModelFiles.HuggingFace;
using LocalAI.Plugins.Quantizing;
using static TorchSharp.torch;
using SourceFamily = LocalAI.Plugins.ModelFiles.HuggingFace.ModelFamily;

namespace LocalAI.Plugins.Trainer.Models;

/// <summary>The weights of a GGUF file, under the names and in the order of rows that the Hugging Face libraries have.</summary>
/// <param name="source">The file, which must stay open.</param>
/// <param name="shape">The model's sizes.</param>
internal sealed class GgufWeights(SourceModel source, ModelShape shape) : IWeightSource
{
    private const string EightBits = "q8_0";

    /// <summary>Elements that are read at once.</summary>
    private const long GroupElements = 1024 * 1024;

    private readonly GgufFault _fault = new(source.First.Path);
    private readonly SourceFamily _family = SourceFamily.Find(shape.Family.ClassName)!;

    public Tensor Take(string name, params long[] sizes)
    {
        var stored = TensorNames.Map(name, _family, (uint)shape.Layers)!;
        if (!source.Tensors.TryGetValue(stored, out var tensor))
            throw _fault.Refuse($"no tensor is called '{stored}'");
        var found = tensor.Description.Dimensions.Reverse().ToArray();
        if (!found.SequenceEqual(sizes))
        {
            throw _fault.Refuse(
                $"the tensor '{stored}' has the shape [{string.Join(", ", found)}], and its metadata asks for "
                + $"[{string.Join(", ", sizes)}]");
        }
        using var scope = NewDisposeScope();
        return InHalves(Read(tensor, sizes), RotaryHeads(stored)).MoveToOuterDisposeScope();
    }

    private Tensor Read(SourceTensor tensor, long[] sizes)
    {
        var type = tensor.Description.Type;
        var kept = type.Name switch
        {
            "f32" or EightBits => ScalarType.Float32,
            "f16" => ScalarType.Float16,
            "bf16" => ScalarType.BFloat16,
            _ => throw _fault.Refuse(
                $"the tensor '{tensor.Description.Name}' is in {type.Name}, which cannot be trained",
                "give the model in f32, f16, bf16 or q8_0"),
        };
        var values = empty(sizes, kept);
        var all = values.view(-1);
        try
        {
            for (var first = 0L; first < all.shape[0]; first += GroupElements)
            {
                using var scope = NewDisposeScope();
                var group = all.narrow(0, first, Math.Min(GroupElements, all.shape[0] - first)).bytes;
                var position = tensor.Position + type.RowBytes(first);
                if (type.Name == EightBits)
                    ReadEightBits(tensor, type, MemoryMarshal.Cast<byte, float>(group), position);
                else
                    FileRange.Read(tensor.File, group, position);
            }
        }
        catch (IOException e)
        {
            throw new EngineException(
                EngineFailure.InvalidInput, $"{_fault.FileName} cannot be read ({e.Message.TrimEnd('.')}); download it again.", e);
        }
        return values;
    }

    // Blocks of a half-precision scale and 32 signed bytes.
    private static void ReadEightBits(SourceTensor tensor, GgmlType type, Span<float> values, long position)
    {
        var bytes = new byte[type.RowBytes(values.Length)];
        FileRange.Read(tensor.File, bytes, position);
        for (var block = 0; block * type.BlockLength < values.Length; block++)
        {
            var stored = bytes.AsSpan(block * type.BlockBytes, type.BlockBytes);
            var scale = (float)MemoryMarshal.Read<Half>(stored);
            var elements = MemoryMarshal.Cast<byte, sbyte>(stored[2..]);
            for (var i = 0; i < elements.Length; i++)
                values[(block * type.BlockLength) + i] = scale * elements[i];
        }
    }

    // llama.cpp turns neighbouring rows of a head together, Hugging Face those that are half a head apart.
    private static Tensor InHalves(Tensor values, int heads) => heads == 0 ? values
        : values.view(heads, values.shape[0] / heads / 2, 2, -1).transpose(1, 2).reshape(values.shape);

    private int RotaryHeads(string stored) => !_family.InterleavesRotary ? 0
        : stored.Contains(".attn_q.", StringComparison.Ordinal) ? shape.Heads
        : stored.Contains(".attn_k.", StringComparison.Ordinal) ? shape.KeyValueHeads : 0;
}
