using System.Numerics.Tensors;
using System.Text;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Decoding;
using LocalAI.Plugins.Llama.Loading;
using LocalAI.Plugins.Llama.Text;
using LocalAI.Plugins.LlamaCpp;
using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.Bench.Peers;

/// <summary>
/// The least that generating with llama.cpp costs: llama_decode and the likeliest token, with the context and the thread pool
/// that the engine uses, and nothing around them.
/// </summary>
internal sealed class BareLoop : IDisposable
{
    private readonly LoadedWeights _weights;
    private readonly LlamaContext _context;
    private readonly TokenBatch _batch;

    /// <summary>Loads the model by the engine's own code, from the request that the host gets.</summary>
    public BareLoop(string pluginFolder, ModelSetup setup)
    {
        NativeLibraries.Load(pluginFolder);
        var settings = LoadSettingsReader.Read(setup.ToModelOptions(), _ => null);
        var file = GgufFile.Open(settings.ModelFile);
        settings = settings with { FlashAttention = AttentionChoice.For(settings, file, onCpu: true) };
        var plan = ContextPlan.For(settings, file, long.MaxValue);
        var handle = WeightsLoader.Load(settings, Device.Cpu, new Progress<float>(), CancellationToken.None);
        _weights = new LoadedWeights(handle, settings, plan, Device.Cpu, "bare");
        Vocabulary = new Vocabulary(handle);
        _context = ContextLoader.Create(_weights, Vocabulary);
        _batch = new TokenBatch(_context.BatchSize);
    }

    public Vocabulary Vocabulary { get; }

    /// <summary>Continues texts, one sequence each, all by the same number of tokens.</summary>
    /// <returns>The tokens that were added to each.</returns>
    public int[][] Generate(IReadOnlyList<string> prompts, int tokens)
    {
        _context.ClearMemory();
        int[][] read = [.. prompts.Select(prompt => Vocabulary.Tokenize(prompt, addSpecial: true))];
        var written = read.Select(_ => new int[tokens]).ToArray();
        var outputs = new int[read.Length];
        AddPrompts(read, outputs);
        for (var step = 0; step < tokens; step++)
        {
            if (_context.Decode(_batch) != DecodeOutcome.Done)
                throw new InvalidOperationException($"llama.cpp could not decode step {step}.");
            _batch.Clear();
            for (var sequence = 0; sequence < read.Length; sequence++)
            {
                var token = written[sequence][step] = TensorPrimitives.IndexOfMax(_context.Logits(outputs[sequence]));
                outputs[sequence] = _batch.Add(token, read[sequence].Length + step, sequence, wantsOutput: true);
            }
        }
        return written;
    }

    /// <summary>The text that tokens stand for.</summary>
    public string TextOf(IEnumerable<int> tokens) => Encoding.UTF8.GetString([.. tokens.SelectMany(Vocabulary.Piece)]);

    public void Dispose()
    {
        _batch.Dispose();
        _context.Dispose();
        _weights.Dispose();
    }

    private void AddPrompts(int[][] prompts, int[] outputs)
    {
        _batch.Clear();
        for (var sequence = 0; sequence < prompts.Length; sequence++)
        {
            var prompt = prompts[sequence];
            for (var i = 0; i < prompt.Length; i++)
                outputs[sequence] = _batch.Add(prompt[i], i, sequence, wantsOutput: i == prompt.Length - 1);
        }
    }
}
