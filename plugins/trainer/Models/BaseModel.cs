using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.ModelFiles.Gguf;
using LocalAI.Plugins.ModelFiles.HuggingFace;
using LocalAI.Plugins.Quantizing;
using LocalAI.Plugins.Trainer.Tokens;
using TorchSharp;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Models;

/// <summary>The model that a training begins with: weights, tokenizer and chat template. Owns the weights.</summary>
internal sealed class BaseModel : IDisposable
{
    private readonly Lazy<IReadOnlyDictionary<string, byte[]>> _tokenizerFiles;

    private BaseModel(
        string path, CausalModel model, Vocabulary vocabulary, TextTokenizer tokenizer, string? chatTemplate, string fingerprint)
    {
        (Path, Model, Tokenizer, ChatTemplate, Fingerprint) = (path, model, tokenizer, chatTemplate, fingerprint);
        EndTokens = Tokens.EndTokens.Of(vocabulary);
        _tokenizerFiles = new(() => TokenizerFiles.Write(vocabulary, chatTemplate, model.Shape.Context));
    }

    /// <summary>The Hugging Face folder or GGUF file.</summary>
    public string Path { get; }

    public CausalModel Model { get; }

    public TextTokenizer Tokenizer { get; }

    /// <summary>The tokens after which the model says no more: that of the end, and those of the end of a turn.</summary>
    public IReadOnlySet<int> EndTokens { get; }

    /// <summary>The chat template; null for none.</summary>
    public string? ChatTemplate { get; }

    /// <summary>
    /// Tells this model from others: 32 hexadecimal digits of its sizes and the first elements of its tensors. The same for the same
    /// values in another file or type of file; another one for another seed.
    /// </summary>
    public string Fingerprint { get; }

    /// <summary>
    /// The files of the tokenizer as a Hugging Face folder has them, by name, where there is no folder that has them: of a GGUF file,
    /// or of a tokenizer that was made for the model. Empty for others.
    /// </summary>
    public IReadOnlyDictionary<string, byte[]> AddedFiles =>
        HasTokenizerFolder ? new Dictionary<string, byte[]>() : _tokenizerFiles.Value;

    private bool HasTokenizerFolder { get; init; }

    /// <summary>Loads a model.</summary>
    /// <param name="path">A Hugging Face folder, or a GGUF file in f32, f16, bf16 or q8_0.</param>
    /// <param name="tokens">The longest text that is given to it, in tokens.</param>
    /// <param name="type">The type of the weights.</param>
    /// <param name="device">Where it computes.</param>
    /// <param name="inEightBits">Whether the matrices of its layers are kept in 8 bits, for training adapters.</param>
    /// <exception cref="EngineException">
    /// It is not there, damaged or of a family that cannot be trained, or <paramref name="tokens"/> is more than it takes.
    /// </exception>
    public static BaseModel Load(string path, int tokens, ScalarType type, torch.Device device, bool inEightBits = false)
    {
        if (!Directory.Exists(path))
        {
            using var source = SourceModel.Open(path);
            var shape = GgufShape.Read(source);
            CheckLength(shape, tokens);
            var (vocabulary, template) = GgufVocabulary.Read(source);
            return Load(path, shape, new GgufWeights(source, shape), vocabulary, template, tokens, type, device, inEightBits);
        }
        else
        {
            var config = ModelConfig.Read(path);
            var shape = FolderShape.Read(config);
            CheckLength(shape, tokens);
            var weights = new SafetensorsWeights(path);
            var (vocabulary, template) = FolderVocabulary.Read(path, config, shape.Vocabulary);
            return Load(path, shape, weights, vocabulary, template, tokens, type, device, inEightBits);
        }
    }

    /// <summary>Makes a model with fresh weights.</summary>
    /// <param name="folder">A folder with config.json and, unless one is given, a tokenizer.</param>
    /// <param name="seed">The same seed gives the same weights.</param>
    /// <param name="tokens">The longest text that is given to it, in tokens.</param>
    /// <param name="type">The type of the weights.</param>
    /// <param name="device">Where it computes.</param>
    /// <param name="made">A tokenizer that was trained for it; null for that of the folder.</param>
    /// <exception cref="EngineException">A file is missing or damaged, or the model does not fit into memory.</exception>
    public static BaseModel Create(
        string folder, ulong seed, int tokens, ScalarType type, torch.Device device, TrainedVocabulary? made = null)
    {
        var config = ModelConfig.Read(folder);
        var shape = FolderShape.Read(config);
        CheckLength(shape, tokens);
        CheckMemory(shape, type.ElementSize());
        if (made is not null && made.Vocabulary.Texts.Count > shape.Vocabulary)
        {
            throw FolderFault.Refuse(ModelConfig.FileName,
                $"'vocab_size' is {shape.Vocabulary:N0}, and the tokenizer has {made.Vocabulary.Texts.Count:N0} tokens",
                "make one of them fit");
        }
        var (vocabulary, template) = made is not null
            ? (made.Vocabulary, made.ChatTemplate) : FolderVocabulary.Read(folder, config, shape.Vocabulary);
        using var weights = new RandomWeights(seed, config.Number("initializer_range") ?? 0.02);
        var model = Load(folder, shape, weights, vocabulary, template, tokens, type, device, inEightBits: false);
        return made is null ? model : new BaseModel(folder, model.Model, vocabulary, model.Tokenizer, template, model.Fingerprint);
    }

    public void Dispose() => Model.Dispose();

    private static BaseModel Load(
        string path, ModelShape shape, IWeightSource source, Vocabulary vocabulary, string? template, int tokens, ScalarType type,
        torch.Device device, bool inEightBits)
    {
        if (vocabulary.Texts.Count > shape.Vocabulary)
        {
            throw new GgufFault(path).Refuse(
                $"its tokenizer has {vocabulary.Texts.Count:N0} tokens, and its embeddings have {shape.Vocabulary:N0} rows");
        }
        var tokenizer = vocabulary.CreateTokenizer();
        var weights = new FingerprintedWeights(source, shape);
        var model = new CausalModel(shape, weights, tokens, type, device, inEightBits);
        return new BaseModel(path, model, vocabulary, tokenizer, template, weights.Fingerprint)
        {
            HasTokenizerFolder = Directory.Exists(path),
        };
    }

    private static void CheckLength(ModelShape shape, int tokens)
    {
        // Within its window, a model with sliding attention computes like any other.
        var most = Math.Min(shape.Context, shape.SlidingWindow ?? shape.Context);
        if (tokens < 1 || tokens > most)
        {
            throw new EngineException(EngineFailure.InvalidInput,
                $"max_seq_length is {tokens:N0}, and the model takes 1 to {most:N0} tokens"
                + (most < shape.Context ? " in training, the window of its attention" : "") + $"; set it to {most:N0} or less.");
        }
    }

    private static void CheckMemory(ModelShape shape, int elementBytes)
    {
        Int128 layer = ((Int128)shape.Heads + shape.KeyValueHeads) * 2 * shape.HeadLength * shape.Width;
        layer += (Int128)3 * shape.Hidden * shape.Width;
        var bytes = ((layer * shape.Layers) + ((Int128)(shape.TiesOutput ? 1 : 2) * shape.Vocabulary * shape.Width)) * elementBytes;
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (bytes > memory)
        {
            throw FolderFault.Refuse(ModelConfig.FileName,
                $"a model of these sizes needs {bytes:N0} bytes, and there are {memory:N0}", "make it smaller");
        }
    }
}
