using LocalAI.Plugins.Abstractions;
using Microsoft.ML.Tokenizers;

namespace LocalAI.Plugins.Trainer.Tokens;

/// <summary>Joins pairs of bytes within words, as GPT-2, Llama 3 and the Qwen models do it.</summary>
internal sealed class BytePairTokenizer : VocabularyTokenizer
{
    private readonly WordCutter _words;
    private readonly BpeTokenizer _pairs;
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly byte[][] _bytes;

    /// <param name="vocabulary">The tokens and merges.</param>
    /// <exception cref="EngineException">Words are cut in an unknown way, or a merge joins what are no tokens.</exception>
    public BytePairTokenizer(Vocabulary vocabulary) : base(vocabulary)
    {
        _words = WordCutter.Find(vocabulary.PreTokenizer) ?? throw new EngineException(
            EngineFailure.InvalidInput,
            $"The tokenizer cuts texts into words by '{vocabulary.PreTokenizer}', which the trainer does not know; "
            + $"use a model with one of {string.Join(", ", WordCutter.Names)}.");
        for (var id = 0; id < vocabulary.Texts.Count; id++)
            _ids.TryAdd(vocabulary.Texts[id], id);
        _bytes = [.. vocabulary.Texts.Select((text, id) => ByteLetters.Read(text) ?? System.Text.Encoding.UTF8.GetBytes(text))];
        try
        {
            // Only the joining is the library's. It neither takes whole words (ignore_merges), nor cuts characters beyond the
            // first 65,536 as others do, nor prefers the longest special token.
            _pairs = BpeTokenizer.Create(new BpeOptions(_ids) { Merges = vocabulary.Merges, ByteLevel = true });
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or InvalidDataException or FormatException)
        {
            throw new EngineException(
                EngineFailure.InvalidInput, $"The tokenizer's merges do not fit its tokens ({e.Message}); download the model again.", e);
        }
    }

    protected override void Encode(string text, List<int> tokens)
    {
        var start = 0;
        foreach (var length in _words.Cut(text))
        {
            var word = text.AsSpan(start, length);
            start += length;
            if (_words.TakesWholeWords && _ids.TryGetValue(ByteLetters.Write(word), out var whole))
                tokens.Add(whole);
            else
                tokens.AddRange(_pairs.EncodeToIds(word, considerPreTokenization: false, considerNormalization: false));
        }
    }

    protected override ReadOnlySpan<byte> Bytes(int token, bool begins) => _bytes[token];
}
