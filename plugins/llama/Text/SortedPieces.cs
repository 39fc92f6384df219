using System.Buffers;

namespace LocalAI.Plugins.Llama.Text;

/// <summary>
/// The texts of all tokens that stand for any, in the order of their bytes, so that those that begin alike lie together. Tokens that end
/// a generation, and those with a zero byte, are left out.
/// </summary>
internal sealed class SortedPieces
{
    private readonly byte[] _bytes;
    private readonly int[] _tokens;
    private readonly int[] _ends;
    private readonly int[] _shared;

    public SortedPieces(Vocabulary vocabulary)
    {
        var pieces = Enumerable.Range(0, vocabulary.Size).Where(token => !vocabulary.IsEndOfGeneration(token))
            .Select(token => (Token: token, Piece: vocabulary.SpelledPiece(token)))
            .Where(pair => pair.Piece.Length > 0 && !pair.Piece.Contains((byte)0)).ToArray();
        Array.Sort(pieces, (a, b) => a.Piece.AsSpan().SequenceCompareTo(b.Piece));

        _tokens = new int[pieces.Length];
        _ends = new int[pieces.Length];
        _shared = new int[pieces.Length];
        var bytes = new ArrayBufferWriter<byte>();
        for (var index = 0; index < pieces.Length; index++)
        {
            var (token, piece) = pieces[index];
            bytes.Write(piece);
            _tokens[index] = token;
            _ends[index] = bytes.WrittenCount;
            _shared[index] = index == 0 ? 0 : piece.AsSpan().CommonPrefixLength(pieces[index - 1].Piece);
            Longest = Math.Max(Longest, piece.Length);
        }
        _bytes = bytes.WrittenSpan.ToArray();
    }

    public int Count => _tokens.Length;

    /// <summary>Bytes of all together.</summary>
    public int Length => _bytes.Length;

    /// <summary>Bytes of the longest.</summary>
    public int Longest { get; }

    public int Token(int index) => _tokens[index];

    public ReadOnlySpan<byte> Piece(int index) => _bytes.AsSpan((index == 0 ? 0 : _ends[index - 1]).._ends[index]);

    /// <summary>How many bytes a piece begins with as the one before it does.</summary>
    public int Shared(int index) => _shared[index];
}
