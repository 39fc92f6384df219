using System.Numerics.Tensors;
using System.Text;
using LocalAI.Plugins.Llama.Decoding;
using LocalAI.Plugins.Llama.Native;
using LocalAI.Plugins.Llama.Text;

namespace LocalAI.Plugins.Bench.Peers;

/// <summary>
/// The least that generating with llama.cpp costs: llama_decode and the likeliest token, with the context and the thread pool
/// that the engine uses, and nothing around them.
/// </summary>
internal sealed unsafe class BareLoop : IDisposable
{
    private readonly ModelHandle _model;
    private readonly LlamaContext _context;
    private readonly TokenBatch _batch;

    public BareLoop(string pluginFolder, ModelSetup setup)
    {
        NativeLibraries.Load(pluginFolder);
        _model = new ModelHandle(LlamaApi.llama_model_load_from_file(setup.ModelFile, LlamaApi.llama_model_default_params()));
        if (_model.IsInvalid)
            throw new InvalidOperationException($"llama.cpp could not load '{setup.ModelFile}'.");
        Vocabulary = new Vocabulary(_model);
        _context = LlamaContext.Create(_model, Parameters(setup), Vocabulary.Size);
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
        _model.Dispose();
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

    private static NativeContextParameters Parameters(ModelSetup setup)
    {
        var parameters = LlamaApi.llama_context_default_params();
        parameters.ContextSize = (uint)setup.ContextSize;
        parameters.BatchSize = ModelSetup.BatchSize;
        parameters.MicroBatchSize = ModelSetup.BatchSize;
        parameters.MaxSequences = (uint)setup.Slots;
        parameters.UnifiedCache = false;
        parameters.Threads = setup.Threads;
        parameters.BatchThreads = setup.Threads;
        return parameters;
    }
}
