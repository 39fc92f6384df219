using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.ModelFiles.HuggingFace;

/// <summary>The tokens of a vocabulary under their numbers: as many as the embeddings have rows, some of them perhaps unused.</summary>
internal sealed class TokenList
{
    private const float AddedScore = -1000;
    private const float UnusedScore = -10_000;

    // Added tokens that steer, although the folder does not call them special.
    private static readonly string[] Steering = ["<pad>", "<mask>", "<2mass>", "[@BOS@]"];

    private readonly string[] _texts;
    private readonly float[] _scores;
    private readonly int[] _kinds;
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);

    public TokenList(int count)
    {
        _texts = [.. Enumerable.Range(0, count).Select(id => $"[PAD{id}]")];
        _scores = new float[count];
        Array.Fill(_scores, UnusedScore);
        _kinds = new int[count];
        Array.Fill(_kinds, (int)TokenKind.Unused);
    }

    public IReadOnlyList<string> Texts => _texts;

    public IReadOnlyList<float> Scores => _scores;

    public IReadOnlyList<int> Kinds => _kinds;

    /// <summary>The number of a token, or null.</summary>
    public int? Find(string text) => _ids.TryGetValue(text, out var id) ? id : null;

    /// <summary>Sets a token of the vocabulary.</summary>
    /// <exception cref="Abstractions.EngineException">The embeddings have no row for it.</exception>
    public void Set(string file, long id, string text, float score, TokenKind kind)
    {
        if (id < 0 || id >= _texts.Length)
        {
            throw FolderFault.Refuse(
                file, $"the token {GgufFault.Quote(text)} has the number {id:N0}, and the embeddings have {_texts.Length:N0} rows");
        }
        (_texts[id], _scores[id], _kinds[id]) = (text, score, (int)kind);
        _ids[text] = (int)id;
    }

    /// <summary>Sets a token that was added to the vocabulary; one without a row in the embeddings is left out.</summary>
    public void Append(string file, long id, string text, bool special)
    {
        if (id >= _texts.Length)
            return;
        var steers = special || Steering.Contains(text)
            || (text.StartsWith("<|", StringComparison.Ordinal) && text.EndsWith("|>", StringComparison.Ordinal))
            || (text.StartsWith("<unused", StringComparison.Ordinal) && text.EndsWith('>'));
        var isUnknown = id >= 0 && _kinds[id] == (int)TokenKind.Unknown;
        Set(file, id, text, AddedScore, isUnknown ? TokenKind.Unknown : steers ? TokenKind.Control : TokenKind.UserDefined);
        // llama.cpp looks for these in the text itself, where a space is a space.
        if (_kinds[id] == (int)TokenKind.UserDefined)
            _texts[id] = text.Replace(Space, ' ');
    }

    /// <summary>What a sentencepiece vocabulary writes for a space.</summary>
    public const char Space = '\u2581';
}
