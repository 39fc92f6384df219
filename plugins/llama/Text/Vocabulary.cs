using System.Text;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.LlamaCpp;

namespace LocalAI.Plugins.Llama.Text;

/// <summary>The tokens of a model. Safe for several threads at once; valid as long as its model is.</summary>
internal sealed unsafe class Vocabulary
{
    /// <summary>The longest piece that is asked for in one call; longer ones are asked for again with their size.</summary>
    private const int PieceBytes = 64;

    private readonly ModelHandle _model;
    private readonly nint _vocabulary;
    private readonly byte[]?[] _pieces;
    private readonly Lazy<int[]> _endTokens;
    private readonly Lazy<int> _longestPiece;
    private readonly Lazy<SortedPieces> _sorted;

    public Vocabulary(ModelHandle model)
    {
        _model = model;
        _vocabulary = LlamaApi.llama_model_get_vocab(model);
        Size = LlamaApi.llama_vocab_n_tokens(_vocabulary);
        _pieces = new byte[]?[Size];
        _endTokens = new Lazy<int[]>(() => [.. Enumerable.Range(0, Size).Where(IsEndOfGeneration)]);
        _sorted = new Lazy<SortedPieces>(() => new SortedPieces(this));
        _longestPiece = new Lazy<int>(() => Enumerable.Range(0, Size).Max(token => Math.Max(1, Read(token, special: true).Length)));
    }

    /// <summary>The texts of all tokens, sorted.</summary>
    public SortedPieces Sorted => _sorted.Value;

    /// <summary>The native vocabulary, for samplers that need it.</summary>
    public nint Handle => _vocabulary;

    /// <summary>How many tokens there are; ids run from 0.</summary>
    public int Size { get; }

    /// <summary>The tokens after which a model says no more.</summary>
    public IReadOnlyList<int> EndTokens => _endTokens.Value;

    /// <summary>A token to begin with where there is no text; 0 when the model has none.</summary>
    public int Begin => Math.Max(0, LlamaApi.llama_vocab_bos(_vocabulary));

    /// <summary>The token that ends a text; -1 when the model has none.</summary>
    public int End => LlamaApi.llama_vocab_eos(_vocabulary);

    /// <summary>The token between two texts; -1 when the model has none.</summary>
    public int Separator => LlamaApi.llama_vocab_sep(_vocabulary);

    /// <summary>Whether a text begins with <see cref="Begin"/>.</summary>
    public bool AddsBegin => LlamaApi.llama_vocab_get_add_bos(_vocabulary);

    /// <summary>Whether a text ends with <see cref="End"/>.</summary>
    public bool AddsEnd => LlamaApi.llama_vocab_get_add_eos(_vocabulary);

    /// <summary>Whether <see cref="Separator"/> stands between two texts.</summary>
    public bool AddsSeparator => LlamaApi.llama_vocab_get_add_sep(_vocabulary);

    /// <summary>The kind of tokenizer (llama_vocab_type).</summary>
    public int Kind => LlamaApi.llama_vocab_type(_vocabulary);

    public bool Contains(int token) => (uint)token < (uint)Size;

    public bool IsEndOfGeneration(int token) => LlamaApi.llama_vocab_is_eog(_vocabulary, token);

    /// <summary>Splits text into tokens.</summary>
    /// <param name="text">The text.</param>
    /// <param name="addSpecial">Whether the model's begin and end tokens are added, by its own rules.</param>
    /// <param name="parseSpecial">Whether special tokens written in the text count as such; else they are text.</param>
    public int[] Tokenize(string text, bool addSpecial, bool parseSpecial = true)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var tokens = new int[bytes.Length + 8];
        var count = Tokenize(bytes, tokens, addSpecial, parseSpecial);
        if (count < 0)
        {
            tokens = new int[-count];
            count = Tokenize(bytes, tokens, addSpecial, parseSpecial);
        }
        return count >= 0
            ? tokens[..count]
            : throw new EngineException(EngineFailure.Internal,
                "llama.cpp could not tokenise the text; the model's vocabulary is damaged.");
    }

    /// <summary>The fewest tokens a text of so many bytes can have: what is over the context even then need not be tokenised.</summary>
    public long FewestTokens(long bytes) => bytes / _longestPiece.Value;

    /// <summary>The UTF-8 bytes a token stands for, possibly a part of a character; control tokens stand for nothing.</summary>
    public byte[] Piece(int token) => _pieces[token] ??= Read(token, special: false);

    /// <summary>The same, with control tokens spelled out.</summary>
    public byte[] SpelledPiece(int token)
    {
        var piece = Piece(token);
        return piece.Length > 0 ? piece : Read(token, special: true);
    }

    /// <summary>The token that a text is as a whole, control tokens included; null where it is none or several.</summary>
    public int? TokenOf(string text) => Tokenize(text, addSpecial: false) is [var token] ? token : null;

    /// <summary>Those of the texts that are one token each and otherwise stand for nothing.</summary>
    public IReadOnlySet<int> ControlTokens(IEnumerable<string> texts)
    {
        var tokens = new HashSet<int>();
        foreach (var text in texts)
        {
            if (TokenOf(text) is { } token && Piece(token).Length == 0)
                tokens.Add(token);
        }
        return tokens;
    }

    private int Tokenize(byte[] bytes, int[] tokens, bool addSpecial, bool parseSpecial)
    {
        fixed (byte* text = bytes)
        fixed (int* ids = tokens)
        {
            byte empty = 0;
            var count = LlamaApi.llama_tokenize(
                _vocabulary, text is null ? &empty : text, bytes.Length, ids, tokens.Length, addSpecial, parseSpecial);
            GC.KeepAlive(_model);
            return count;
        }
    }

    private byte[] Read(int token, bool special)
    {
        // Native code throws through the border on an id outside the vocabulary.
        ArgumentOutOfRangeException.ThrowIfNegative(token);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(token, Size);

        Span<byte> buffer = stackalloc byte[PieceBytes];
        var length = Read(token, buffer, special);
        if (length >= 0)
            return buffer[..length].ToArray();

        var piece = new byte[-length];
        length = Read(token, piece, special);
        return length == piece.Length ? piece : [];
    }

    private int Read(int token, Span<byte> buffer, bool special)
    {
        fixed (byte* bytes = buffer)
        {
            var length = LlamaApi.llama_token_to_piece(_vocabulary, token, bytes, buffer.Length, leftStrip: 0, special);
            GC.KeepAlive(_model);
            return length;
        }
    }
}
