using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.ModelFiles.Files;
using LocalAI.Plugins.ModelFiles.Gguf;
using LocalAI.Plugins.ModelFiles.HuggingFace;
using LocalAI.Plugins.Quantizing;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Exporting;

/// <summary>
/// Writes the GGUF file that a model was loaded from again, with the weights that it has now: its metadata and its tokenizer stay as
/// they are.
/// </summary>
internal static class GgufRewriter
{
    private const string FileTypeKey = "general.file_type";
    private const string ChatKey = "tokenizer.chat_template";
    private const string RerankKey = "tokenizer.chat_template.rerank";

    /// <summary>Writes a file beside its final name.</summary>
    /// <param name="trained">The model, which came from a GGUF file.</param>
    /// <param name="type">What matrices are stored in; vectors are in single precision.</param>
    /// <param name="target">The final name.</param>
    /// <param name="report">Takes the share that is written, from 0 to 1.</param>
    /// <param name="cancellationToken">Ends the work before the next elements; nothing is left.</param>
    /// <exception cref="EngineException">The older file is not there any more, or the disk does not take the new one.</exception>
    public static PartialFile Write(
        TrainedModel trained, ScalarType type, string target, Action<double> report, CancellationToken cancellationToken)
    {
        using var source = SourceModel.Open(trained.Base.Path);
        var names = new GgufNames(trained.Model.Shape);
        var head = Head(source, trained, names, type);
        return GgufFileWriter.Write(target, head, Parts(source, trained, names, type), report, cancellationToken);
    }

    private static GgufHead Head(SourceModel source, TrainedModel trained, GgufNames names, ScalarType type)
    {
        var metadata = source.First.Metadata;
        var (pooling, labels) = ($"{names.Architecture}.pooling_type", $"{names.Architecture}.classifier.output_labels");
        string[] replaced = [FileTypeKey, "split.no", "split.count", "split.tensors.count",
            .. trained.Purpose == ModelPurpose.Text ? Array.Empty<string>() : [pooling, labels],
            .. trained.ChatTemplate is null ? Array.Empty<string>() : [ChatKey],
            .. trained.RerankTemplate is null ? Array.Empty<string>() : [RerankKey]];
        var head = new GgufHead(metadata.UInt32("general.alignment") ?? GgufHead.DefaultAlignment);
        foreach (var (_, value) in metadata.Values.Where(pair => !replaced.Contains(pair.Key)).OrderBy(pair => pair.Value.Extent.Start))
            head.AddRaw(source.ReadRaw(value));
        head.Add(FileTypeKey, type switch { ScalarType.Float16 => 1u, ScalarType.BFloat16 => 32u, _ => 0u });
        if (trained.Purpose != ModelPurpose.Text)
            head.Add(pooling, trained.Purpose == ModelPurpose.Scoring ? PoolingFolder.Rank : PoolingFolder.Mean);
        if (trained.Purpose == ModelPurpose.Scoring)
            head.Add(labels, ["yes", "no"]);
        if (trained.ChatTemplate is { } chat)
            head.Add(ChatKey, chat);
        if (trained.RerankTemplate is { } rerank)
            head.Add(RerankKey, rerank);
        return head;
    }

    private static List<GgufPart> Parts(SourceModel source, TrainedModel trained, GgufNames names, ScalarType type)
    {
        var weights = ModelTensors.Of(trained, type, ScalarType.Float32).Where(tensor => tensor.Name != ModelTensors.ScoreName)
            .Select(tensor => Part(tensor, names)).ToDictionary(part => part.Data.Name, StringComparer.Ordinal);
        var parts = new List<GgufPart>();
        foreach (var (name, tensor) in source.Tensors)
        {
            if (weights.Remove(name, out var part))
                parts.Add(part);
            else if (name != "output.weight")
                parts.Add(Copy(tensor));
        }
        parts.AddRange(weights.Values);
        if (trained.Score is { } score)
        {
            parts.Add(GgufPart.Of(new StoredTensor("cls.output.weight", [2, score.shape[1]], ScalarType.Float32,
                () => cat([score.to_type(ScalarType.Float32), zeros_like(score, dtype: ScalarType.Float32)]))));
        }
        return parts;
    }

    private static GgufPart Part(StoredTensor tensor, GgufNames names)
    {
        var name = names.Map(tensor.Name);
        return GgufPart.Of(tensor with
        {
            Name = name,
            Values = () => names.Turn(name, tensor.Values()),
        });
    }

    // What is no weight of the model, such as the factors of its rotary embedding.
    private static GgufPart Copy(SourceTensor source)
    {
        var bytes = source.Description.Bytes;
        return new GgufPart(source.Description.Dimensions, source.Description.Type,
            new StoredTensor(source.Description.Name, [bytes], ScalarType.Byte, () =>
            {
                var copy = empty(bytes, ScalarType.Byte);
                FileRange.Read(source.File, copy.bytes, source.Position);
                return copy;
            }));
    }
}
