using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.Quantizing;

/// <summary>Makes the beginning of the output from that of the source, as llama.cpp's own quantiser does.</summary>
internal static class QuantizationHead
{
    /// <summary>GGML_QNT_VERSION of the releases that are accepted.</summary>
    private const uint QuantizationVersion = 2;

    private const string VersionKey = "general.quantization_version";
    private const string FileTypeKey = "general.file_type";
    private static readonly string[] Replaced = [VersionKey, FileTypeKey, "split.no", "split.count", "split.tensors.count"];

    public static GgufHead Of(SourceModel source, IEnumerable<PlannedTensor> tensors, QuantizationType type)
    {
        var metadata = source.First.Metadata;
        var head = new GgufHead(metadata.UInt32("general.alignment") ?? GgufHead.DefaultAlignment);
        var inOrder = metadata.Values.Where(pair => !Replaced.Contains(pair.Key)).OrderBy(pair => pair.Value.Extent.Start);
        foreach (var (_, value) in inOrder)
            head.AddRaw(source.ReadRaw(value));
        head.Add(VersionKey, QuantizationVersion);
        head.Add(FileTypeKey, (uint)type.FileType);
        foreach (var tensor in tensors)
            head.AddTensor(tensor.Description.Name, tensor.Description.Dimensions, tensor.Target);
        return head;
    }
}
