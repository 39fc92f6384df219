using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using LocalAI.Plugins.Llama.Decoding;
using LocalAI.Plugins.Llama.Loading;

namespace LocalAI.Plugins.Llama.Drafting;

/// <summary>
/// Lets a smaller model with the same vocabulary write ahead, always its likeliest token, until it is no longer sure. It has a
/// context of its own, with a sequence for each slot, that follows the slot's text.
/// </summary>
internal sealed class ModelDrafter : IDrafter
{
    private readonly LoadedWeights _weights;
    private readonly LlamaContext _context;
    private readonly TokenBatch _batch;
    private readonly List<int>[] _read;
    private readonly int _vocabularySize;
    private readonly float _minProbability;
    private readonly float[] _probabilities;

    /// <param name="weights">The draft model, owned from here on.</param>
    /// <param name="context">Its context, owned from here on.</param>
    /// <param name="vocabularySize">Tokens that both models have.</param>
    /// <param name="draftVocabularySize">Tokens of the draft model.</param>
    /// <param name="minProbability">The least probability (0..1) of a guess.</param>
    public ModelDrafter(LoadedWeights weights, LlamaContext context, int vocabularySize, int draftVocabularySize, float minProbability)
    {
        _weights = weights;
        _context = context;
        _batch = new TokenBatch(context.BatchSize);
        _read = [.. Enumerable.Range(0, weights.Settings.Parallel).Select(_ => new List<int>())];
        _vocabularySize = vocabularySize;
        _minProbability = minProbability;
        _probabilities = new float[draftVocabularySize];
    }

    public void Draft(int slot, ReadOnlySpan<int> text, int next, int most, List<int> draft)
    {
        var read = _read[slot];
        Forget(slot, from: CollectionsMarshal.AsSpan(read).CommonPrefixLength(text));
        var unread = text[read.Count..];
        if (text.Length + most >= _context.SizePerSequence || unread.ContainsAnyExceptInRange(0, _vocabularySize - 1))
            return;
        if (unread.Length >= _context.BatchSize)
        {
            // A long prompt is read a batch a step, so that nobody waits for all of it.
            Read(slot, unread[.._context.BatchSize], wantsOutput: false);
            return;
        }

        var token = next;
        var output = Read(slot, [.. unread, token], wantsOutput: true);
        while (output >= 0)
        {
            token = TensorPrimitives.IndexOfMax(_context.Logits(output));
            if (token >= _vocabularySize || Probability(output, token) < _minProbability)
                return;
            draft.Add(token);
            if (draft.Count == most)
                return;
            output = Read(slot, [token], wantsOutput: true);
        }
    }

    public void Dispose()
    {
        _batch.Dispose();
        _context.Dispose();
        _weights.Dispose();
    }

    /// <summary>Reads tokens behind what the sequence has.</summary>
    /// <returns>The place of the output; -1 when the tokens could not be read.</returns>
    private int Read(int slot, ReadOnlySpan<int> tokens, bool wantsOutput)
    {
        _batch.Clear();
        var read = _read[slot];
        var last = -1;
        for (var i = 0; i < tokens.Length; i++)
            last = _batch.Add(tokens[i], read.Count + i, slot, wantsOutput && i == tokens.Length - 1);
        if (tokens.ContainsAnyExceptInRange(0, _vocabularySize - 1) || _context.Decode(_batch) != DecodeOutcome.Done)
        {
            // Its cache may be full of what idle slots once wrote; all of it can be read again.
            _context.ClearMemory();
            foreach (var sequence in _read)
                sequence.Clear();
            return -1;
        }
        read.AddRange(tokens);
        return last;
    }

    private void Forget(int slot, int from)
    {
        var read = _read[slot];
        if (from == read.Count)
            return;
        _context.Truncate(slot, from);
        read.RemoveRange(from, read.Count - from);
    }

    private float Probability(int output, int token)
    {
        TensorPrimitives.SoftMax(_context.Logits(output), _probabilities);
        return _probabilities[token];
    }
}
