using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.ModelFiles.HuggingFace;

/// <summary>A folder with a model as the Hugging Face libraries store it: config.json, safetensors, a tokenizer.</summary>
internal sealed class HuggingFaceFolder
{
    /// <summary>The layer that gives a text one score, in models that have it instead of a vocabulary's output.</summary>
    private const string ScoreName = "score.weight";

    private const string ScoringClass = "ForSequenceClassification";

    private readonly string _folder;
    private readonly ModelConfig _config;
    private readonly ModelFamily _family;

    private HuggingFaceFolder(string folder, ModelConfig config, ModelFamily family)
    {
        _folder = folder;
        _config = config;
        _family = family;
    }

    private bool Scores => _config.Architecture.EndsWith(ScoringClass, StringComparison.Ordinal);

    /// <summary>Looks at a folder, without its weights.</summary>
    /// <exception cref="EngineException">It is no such model, or one of a family that cannot be converted.</exception>
    public static HuggingFaceFolder Open(string folder)
    {
        var config = ModelConfig.Read(folder);
        var family = ModelFamily.Find(config.Architecture) ?? throw FolderFault.Refuse(ModelConfig.FileName,
            $"the architecture {GgufFault.Quote(config.Architecture)} cannot be converted, only "
            + string.Join(", ", ModelFamily.All.SelectMany(known => known.Classes).Distinct()),
            "give a GGUF file of this model");
        if (config.Find("quantization_config") is not null)
            throw FolderFault.Refuse(ModelConfig.FileName, "the weights are quantised already", "give the folder of the original model");
        SafetensorsFolder.Files(folder);
        return new HuggingFaceFolder(folder, config, family);
    }

    /// <summary>Reads the lists of tensors and the tokenizer, and checks them against each other.</summary>
    /// <exception cref="EngineException">Something is missing or damaged.</exception>
    public Conversion Prepare()
    {
        var tensors = Tensors(SafetensorsFolder.Read(_folder));
        var embeddings = tensors.Find(tensor => tensor.Name == "token_embd.weight")
            ?? throw FolderFault.Refuse(_folder, "no tensor is called 'model.embed_tokens.weight'");
        var tokenizer = TokenizerFolder.Read(_folder, _config, (int)embeddings.Rows);

        var head = new GgufHead();
        head.Add("general.architecture", _family.Architecture);
        head.Add("general.type", "model");
        head.Add("general.name", Path.GetFileName(Path.TrimEndingDirectorySeparator(_folder)));
        head.Add("general.file_type", FileType(tensors));
        head.Add("general.quantization_version", 2u);
        HyperParameterWriter.Write(head, _config, _family, embeddings.Rows);
        WritePooling(head);
        tokenizer.Write(head, isGemma: _family.IsGemma);
        foreach (var tensor in tensors)
            head.AddTensor(tensor.Name, tensor.Dimensions, tensor.Type);
        return new Conversion(head, tensors);
    }

    private List<ConvertedTensor> Tensors(IReadOnlyDictionary<string, SafetensorsTensor> sources)
    {
        var layers = _config.RequiredSize("num_hidden_layers");
        var tensors = new List<ConvertedTensor>();
        if (Scores)
            tensors.Add(ScoringHead(sources));
        foreach (var source in sources.Values.Where(source => !TensorNames.IsLeftOut(source.Name)))
        {
            if (Scores && source.Name == ScoreName)
                continue;
            var name = TensorNames.Map(source.Name, _family, layers) ?? throw FolderFault.Refuse(source.File,
                $"the tensor {GgufFault.Quote(source.Name)} has no place in a {_family.Architecture} model of {layers} layers");
            if (name == "output.weight" && (_family.TiesOutput || _config.Flag("tie_word_embeddings")))
                continue;
            tensors.Add(Tensor(name, source));
        }
        if (tensors.DistinctBy(tensor => tensor.Name).Count() != tensors.Count)
            throw FolderFault.Refuse(_folder, "two tensors have the same place in the model");
        if (RotaryFactors.Of(_config) is { } factors)
            tensors.Add(new ConvertedTensor("rope_freqs.weight", null, GgmlType.Float32, 1) { Values = factors });
        return tensors;
    }

    /// <summary>
    /// llama.cpp takes the first of the softmax over two labels as the score. With 0 as the second one's value that is the logistic
    /// function of the first one's, which orders texts as the value itself does.
    /// </summary>
    private ConvertedTensor ScoringHead(IReadOnlyDictionary<string, SafetensorsTensor> sources)
    {
        if (!sources.TryGetValue(ScoreName, out var score))
            throw FolderFault.Refuse(_folder, $"no tensor is called '{ScoreName}'");
        if (score.Shape.Count != 2 || score.Shape[0] != 1 || score.Type.Name == "f64")
        {
            throw FolderFault.Refuse(score.File, $"the tensor '{ScoreName}' is {score.Type.Name} of [{string.Join(", ", score.Shape)}]",
                "use a model that gives a text one score");
        }
        return new ConvertedTensor("cls.output.weight", score, score.Type, 1) { ZeroRows = 1 };
    }

    private void WritePooling(GgufHead head)
    {
        if ((Scores ? PoolingFolder.Rank : PoolingFolder.Read(_folder)) is not { } pooling)
            return;
        head.Add($"{_family.Architecture}.pooling_type", pooling);
        if (Scores)
            head.Add($"{_family.Architecture}.classifier.output_labels", ["yes", "no"]);
    }

    private ConvertedTensor Tensor(string name, SafetensorsTensor source)
    {
        if (source.Shape.Count is < 1 or > 2)
            throw FolderFault.Refuse(source.File, $"the tensor {GgufFault.Quote(source.Name)} has {source.Shape.Count} dimensions");
        var isVector = source.Shape.Count == 1;
        var type = isVector || source.Type.Name == "f64" ? GgmlType.Float32 : source.Type;
        var isNorm = name.EndsWith("_norm.weight", StringComparison.Ordinal);
        var heads = RotaryHeads(name);
        var rows = isVector ? 1 : source.Shape[0];
        if (heads > 0 && isVector)
        {
            // The elements of a bias change places like the rows that they belong to: as a matrix of one column.
            source = source with { Shape = [source.Shape[0], 1] };
            rows = source.Shape[0];
        }
        if (heads > 0 && rows % (2 * heads) != 0)
            throw FolderFault.Refuse(source.File, $"the tensor {GgufFault.Quote(source.Name)} has {rows:N0} rows for {heads} heads");
        return new ConvertedTensor(name, source, type, rows)
        {
            RotaryHeads = heads,
            Shift = isNorm ? _family.NormShift : 0,
            IsVector = isVector,
        };
    }

    private uint RotaryHeads(string name)
    {
        if (!_family.InterleavesRotary)
            return 0;
        var heads = _config.RequiredSize("num_attention_heads");
        if (name.EndsWith("attn_q.weight", StringComparison.Ordinal) || name.EndsWith("attn_q.bias", StringComparison.Ordinal))
            return heads;
        return name.EndsWith("attn_k.weight", StringComparison.Ordinal) || name.EndsWith("attn_k.bias", StringComparison.Ordinal)
            ? _config.Size("num_key_value_heads") ?? heads : 0;
    }

    // What most of the weights are: 0 f32, 1 f16, 32 bf16.
    private static uint FileType(IEnumerable<ConvertedTensor> tensors) =>
        tensors.GroupBy(tensor => tensor.Type.Name).MaxBy(group => group.Sum(tensor => tensor.Elements))?.Key switch
        {
            "f16" => 1,
            "bf16" => 32,
            _ => 0,
        };
}
