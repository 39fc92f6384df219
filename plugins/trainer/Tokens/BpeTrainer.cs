using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.ModelFiles.HuggingFace;

namespace LocalAI.Plugins.Trainer.Tokens;

/// <summary>
/// Makes a vocabulary of joined bytes from texts: as often as there is room, the two neighbours that occur most often together become
/// one token (https://arxiv.org/abs/1508.07909). The same texts always give the same vocabulary.
/// </summary>
internal sealed class BpeTrainer
{
    /// <summary>The way of cutting words that is learnt with: that of Qwen 2.</summary>
    public const string PreTokenizer = "qwen2";

    /// <summary>Tokens of single bytes, which come first.</summary>
    public const int Bytes = 256;

    // What is longer teaches no words, but would take most of the time: rows of one character, encoded data.
    private const int LongestWord = 512;

    // A pair that was seen once is no rule.
    private const int RarestPair = 2;

    private readonly List<int[]> _words = [];
    private readonly List<long> _counts = [];
    private readonly Dictionary<(int Left, int Right), long> _pairs = [];
    private readonly Dictionary<(int Left, int Right), HashSet<int>> _places = [];
    private readonly PriorityQueue<(int Left, int Right), (long Count, int Left, int Right)> _queue = new(MostFirst);
    private readonly List<string> _texts = [.. Enumerable.Range(0, Bytes).Select(value => ByteLetters.Of((byte)value).ToString())];
    private readonly List<string> _merges = [];

    private BpeTrainer()
    {
    }

    /// <summary>Makes a vocabulary.</summary>
    /// <param name="texts">What is learnt from.</param>
    /// <param name="size">Tokens in it at most; fewer where the texts have no more pairs that occur twice.</param>
    /// <param name="special">The special tokens, which come last; in the texts, nothing is learnt from them.</param>
    /// <param name="cancellationToken">Ends the work before the next text or token.</param>
    /// <param name="preTokenizer">How words are cut, by the name that llama.cpp has for it.</param>
    /// <exception cref="EngineException"><paramref name="size"/> has no room for the bytes and special tokens.</exception>
    public static Vocabulary Train(
        IEnumerable<string> texts, int size, IReadOnlyList<string> special, CancellationToken cancellationToken,
        string preTokenizer = PreTokenizer)
    {
        if (size < Bytes + special.Count)
        {
            throw new EngineException(EngineFailure.InvalidInput,
                $"A vocabulary of {size:N0} tokens has no room for {Bytes} bytes and {special.Count} special tokens; give a larger size.");
        }
        var trainer = new BpeTrainer();
        trainer.CountWords(texts, WordCutter.Find(preTokenizer)!, special, cancellationToken);
        trainer.CountPairs();
        while (trainer._texts.Count + special.Count < size && trainer.MostFrequent() is { } pair)
        {
            cancellationToken.ThrowIfCancellationRequested();
            trainer.Join(pair);
        }
        return new Vocabulary(
            [.. trainer._texts, .. special],
            [.. Enumerable.Repeat(TokenKind.Normal, trainer._texts.Count), .. Enumerable.Repeat(TokenKind.Control, special.Count)])
        {
            Merges = trainer._merges,
            PreTokenizer = preTokenizer,
        };
    }

    private static Comparer<(long Count, int Left, int Right)> MostFirst { get; } = Comparer<(long Count, int Left, int Right)>.Create(
        (one, other) => one.Count != other.Count
            ? other.Count.CompareTo(one.Count) : (one.Left, one.Right).CompareTo((other.Left, other.Right)));

    private void CountWords(
        IEnumerable<string> texts, WordCutter cutter, IReadOnlyList<string> special, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        var words = counts.GetAlternateLookup<ReadOnlySpan<char>>();
        var separators = special.Where(text => text.Length > 0).OrderByDescending(text => text.Length).ToArray();
        foreach (var text in texts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var part in separators.Length == 0 ? [text] : text.Split(separators, StringSplitOptions.RemoveEmptyEntries))
            {
                var start = 0;
                foreach (var length in cutter.Cut(part))
                {
                    if (length is > 1 and <= LongestWord || (length == 1 && part[start] >= 128))
                        words[part.AsSpan(start, length)] = words.TryGetValue(part.AsSpan(start, length), out var count) ? count + 1 : 1;
                    start += length;
                }
            }
        }
        foreach (var (word, count) in counts)
        {
            _words.Add([.. System.Text.Encoding.UTF8.GetBytes(word)]);
            _counts.Add(count);
        }
    }

    private void CountPairs()
    {
        for (var word = 0; word < _words.Count; word++)
            Count(word, _counts[word]);
        foreach (var (pair, count) in _pairs)
            _queue.Enqueue(pair, (count, pair.Left, pair.Right));
    }

    private void Count(int word, long times)
    {
        var tokens = _words[word];
        for (var i = 1; i < tokens.Length; i++)
        {
            var pair = (tokens[i - 1], tokens[i]);
            System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_pairs, pair, out _) += times;
            if (times < 0)
                continue;
            if (!_places.TryGetValue(pair, out var places))
                _places[pair] = places = [];
            places.Add(word);
        }
    }

    // An entry of the queue whose count has changed since is put back with the count of now.
    private (int Left, int Right)? MostFrequent()
    {
        while (_queue.TryDequeue(out var pair, out var priority))
        {
            var count = _pairs.GetValueOrDefault(pair);
            if (count == priority.Count && count >= RarestPair)
                return pair;
            if (count < priority.Count && count >= RarestPair)
                _queue.Enqueue(pair, (count, pair.Left, pair.Right));
        }
        return null;
    }

    private void Join((int Left, int Right) pair)
    {
        var joined = _texts.Count;
        _texts.Add(_texts[pair.Left] + _texts[pair.Right]);
        _merges.Add($"{_texts[pair.Left]} {_texts[pair.Right]}");
        _places.Remove(pair, out var places);
        var grown = new HashSet<(int, int)>();
        foreach (var word in places!)
        {
            var tokens = Joined(_words[word], pair, joined);
            if (tokens.Length == _words[word].Length)
                continue;
            Count(word, -_counts[word]);
            _words[word] = tokens;
            Count(word, _counts[word]);
            for (var i = 1; i < tokens.Length; i++)
            {
                if (tokens[i - 1] == joined || tokens[i] == joined)
                    grown.Add((tokens[i - 1], tokens[i]));
            }
        }
        _pairs.Remove(pair);
        foreach (var (left, right) in grown)
            _queue.Enqueue((left, right), (_pairs[(left, right)], left, right));
    }

    private static int[] Joined(int[] tokens, (int Left, int Right) pair, int joined)
    {
        var kept = new List<int>(tokens.Length);
        for (var i = 0; i < tokens.Length; i++)
        {
            var together = i + 1 < tokens.Length && tokens[i] == pair.Left && tokens[i + 1] == pair.Right;
            kept.Add(together ? joined : tokens[i]);
            i += together ? 1 : 0;
        }
        return [.. kept];
    }
}
