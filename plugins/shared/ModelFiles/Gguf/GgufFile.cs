using LocalAI.Plugins.Abstractions;
using Microsoft.Win32.SafeHandles;

namespace LocalAI.Plugins.ModelFiles.Gguf;

/// <summary>
/// A GGUF file whose header, hyper-parameters and vocabulary were checked, so that llama.cpp can load it without ending the
/// process. The file is closed again; the weights were not read.
/// </summary>
internal sealed class GgufFile
{
    private const uint DefaultAlignment = 32;

    // The architectures with sliding windows have a layer without one at least every eight.
    private const uint LongestWindowPeriod = 8;

    private GgufFile(
        string path, long length, uint version, GgufMetadata metadata, IReadOnlyList<GgufTensor> tensors, long dataStart)
    {
        DataStart = dataStart;
        Path = path;
        Length = length;
        Version = version;
        Metadata = metadata;
        Tensors = tensors;
        Architecture = Architecture.Find(metadata.Text("general.architecture") ?? "");
        Model = new HyperParameters(metadata, Architecture.Name);
    }

    /// <summary>The path as given.</summary>
    public string Path { get; }

    /// <summary>The size of the file in bytes; of a split model the first part's.</summary>
    public long Length { get; }

    /// <summary>Where the data of the tensors begins in the file, in bytes; their offsets count from here.</summary>
    public long DataStart { get; }

    /// <summary>The version of the format, 2 or 3.</summary>
    public uint Version { get; }

    /// <summary>Keys and values, with the overrides of the load applied.</summary>
    public GgufMetadata Metadata { get; }

    /// <summary>The tensors of the model, of all parts of a split one.</summary>
    public IReadOnlyList<GgufTensor> Tensors { get; private set; }

    /// <summary>What is known of the model's architecture.</summary>
    public Architecture Architecture { get; }

    /// <summary>The sizes of the model.</summary>
    public HyperParameters Model { get; }

    /// <summary>The model's name, or null.</summary>
    public string? Name => Metadata.Text("general.name");

    /// <summary>llama.cpp's number for the quantisation of most weights (llama_ftype), or null.</summary>
    public uint? FileType => Metadata.UInt32("general.file_type");

    /// <summary>The bytes of all tensors.</summary>
    public long WeightBytes => Tensors.Sum(tensor => tensor.Bytes);

    /// <summary>Whether text can be turned into tokens.</summary>
    public bool HasVocabulary => Metadata.Text("tokenizer.ggml.model") is not (null or "no_vocab" or "none");

    /// <summary>
    /// Whether each position has a learned vector: a position beyond the trained context then aborts inside llama.cpp.
    /// </summary>
    public bool HasLearnedPositions => Tensors.Any(tensor => tensor.Name == "position_embd.weight");

    /// <summary>
    /// Whether a part of the context may be moved (context shift, reuse by moving). A model with sliding windows in all layers or
    /// in none of them, although its architecture has them, leaves one of llama.cpp's two caches empty, and moving then aborts.
    /// </summary>
    public bool CanShift => Model.SlidingWindow == 0 || Metadata.Find(Model.Key("attention.sliding_window_pattern")) switch
    {
        { Elements: { } layers } => layers.Any(layer => layer != 0) && layers.Any(layer => layer == 0),
        { Bits: var period } => period >= 2 && Model.BlockCount >= period,
        null => Model.BlockCount >= LongestWindowPeriod,
    };

    /// <summary>Reads and checks the header of a file.</summary>
    /// <param name="path">The file; of a split model the first part.</param>
    /// <param name="overrides">Metadata that the load replaces; checked like the file's own.</param>
    /// <exception cref="EngineException">The file cannot be opened, is damaged, or would end the process inside
    /// llama.cpp.</exception>
    public static GgufFile Open(string path, IReadOnlyList<MetadataOverride>? overrides = null)
    {
        var fault = new GgufFault(path);
        var file = OpenPart(path, overrides ?? []);
        file.Tensors = [.. file.Tensors, .. SplitModel.OtherParts(file, fault).SelectMany(part => part.Tensors)];
        ModelRules.Check(file, fault);
        return file;
    }

    /// <summary>Reads one file: its structure is checked, the model in it is not.</summary>
    public static GgufFile OpenPart(string path, IReadOnlyList<MetadataOverride> overrides)
    {
        using var handle = ModelPath.OpenForReading(path);
        try
        {
            return Read(path, handle, new GgufFault(path), overrides);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EngineException(EngineFailure.InvalidInput, $"{path} cannot be read: {e.Message}", e);
        }
    }

    private static GgufFile Read(string path, SafeFileHandle handle, GgufFault fault, IReadOnlyList<MetadataOverride> overrides)
    {
        var reader = new GgufReader(handle, fault);
        var header = GgufHeader.Read(reader, fault);
        var metadata = new GgufMetadataReader(reader, fault).Read(header.Keys, overrides);
        var alignment = Alignment(metadata, fault);
        var tensors = new GgufTensorReader(reader, fault).Read(header.Tensors, alignment);
        var dataStart = GgufTensorReader.Align(reader.Position, alignment);
        return new GgufFile(path, reader.Length, header.Version, metadata, tensors, dataStart);
    }

    private static uint Alignment(GgufMetadata metadata, GgufFault fault)
    {
        if (metadata.Find("general.alignment") is not { } value)
            return DefaultAlignment;
        if (value.Type != GgufType.UInt32)
            throw fault.Refuse($"'general.alignment' has the type {value.TypeName}; expected u32");
        // An override does not apply here: the tensors lie where the file itself says. Below 32, ggml aborts on a mapped file.
        return (uint)value.Bits is >= DefaultAlignment and var alignment && uint.IsPow2(alignment) ? alignment
            : throw fault.Refuse($"'general.alignment' is {(uint)value.Bits}; expected a power of two from {DefaultAlignment}");
    }
}
