using System.Text;
using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Trainer.Tokens;

/// <summary>Joins pairs of bytes within words, as GPT-2, Llama 3 and the Qwen models do it.</summary>
/// <remarks>
/// Microsoft.ML.Tokenizers gives the same tokens for a word, but takes 7 s for a row of 200,000 equal characters, four times as long
/// for twice as many; and it has neither whole words first (ignore_merges), nor classes of characters beyond the first 65,536, nor
/// the longest special token first. Little is left that it could do.
/// </remarks>
internal sealed class BytePairTokenizer : VocabularyTokenizer, IJoinRule
{
    private const int UsualPair = 128;

    private readonly WordCutter _words;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _ids;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _ranks;
    private readonly byte[][] _bytes;

    /// <param name="vocabulary">The tokens and merges.</param>
    /// <exception cref="EngineException">Words are cut in an unknown way, or a merge gives what is no token.</exception>
    public BytePairTokenizer(Vocabulary vocabulary) : base(vocabulary)
    {
        _words = WordCutter.Find(vocabulary.PreTokenizer) ?? throw new EngineException(
            EngineFailure.InvalidInput,
            $"The tokenizer cuts texts into words by '{vocabulary.PreTokenizer}', which the trainer does not know; "
            + $"use a model with one of {string.Join(", ", WordCutter.Names)}.");
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var id = 0; id < vocabulary.Texts.Count; id++)
            ids.TryAdd(vocabulary.Texts[id], id);
        var ranks = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var rank = 0; rank < vocabulary.Merges.Count; rank++)
        {
            var merge = vocabulary.Merges[rank];
            if (merge.Split(' ') is not [{ Length: > 0 } left, { Length: > 0 } right] || !ids.ContainsKey(left + right))
            {
                throw new EngineException(EngineFailure.InvalidInput,
                    $"The tokenizer's merges do not fit its tokens: '{merge}' gives none of them; download the model again.");
            }
            ranks.TryAdd(merge, rank);
        }
        _ids = ids.GetAlternateLookup<ReadOnlySpan<char>>();
        _ranks = ranks.GetAlternateLookup<ReadOnlySpan<char>>();
        _bytes = [.. vocabulary.Texts.Select(text => ByteLetters.Read(text) ?? Encoding.UTF8.GetBytes(text))];
    }

    float? IJoinRule.Rank(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var length = left.Length + 1 + right.Length;
        var pair = length <= UsualPair ? stackalloc char[UsualPair] : new char[length];
        left.CopyTo(pair);
        pair[left.Length] = ' ';
        right.CopyTo(pair[(left.Length + 1)..]);
        return _ranks.TryGetValue(pair[..length], out var rank) ? rank : null;
    }

    protected override void Encode(string text, bool continues, List<int> tokens)
    {
        var start = 0;
        foreach (var length in _words.Cut(text))
        {
            var word = ByteLetters.Write(text.AsSpan(start, length));
            start += length;
            if (_words.TakesWholeWords && _ids.TryGetValue(word, out var whole))
                tokens.Add(whole);
            else
                AddParts(word, tokens);
        }
    }

    protected override ReadOnlySpan<byte> Bytes(int token, bool begins) => _bytes[token];

    private void AddParts(string word, List<int> tokens)
    {
        var start = 0;
        foreach (var length in PairJoiner.Join(word, this))
        {
            // A byte that has no token is lost, as in llama.cpp.
            if (_ids.TryGetValue(word.AsSpan(start, length), out var token))
                tokens.Add(token);
            start += length;
        }
    }
}
