using System.IO.Hashing;
using System.Text;

namespace LocalAI.Plugins.ModelFiles.Gguf;

/// <summary>
/// What has to be known of <c>tokenizer.ggml.tokens</c> without keeping the texts: whether two are equal (llama.cpp aborts on
/// that) and which bytes have a token of their own (tokenizing any other text with a SentencePiece vocabulary ends the process).
/// </summary>
internal sealed class TokenTable
{
    /// <summary>Longest token text, in bytes; the longest in known vocabularies are runs of about 1,000 spaces.</summary>
    public const int LongestToken = 16 * 1024;

    /// <summary>Most tokens; the largest known vocabularies have about 262,000.</summary>
    public const int MostTokens = 4 * 1024 * 1024;

    private readonly HashSet<ulong> _fingerprints = [];
    private readonly bool[] _bytes = new bool[256];

    /// <summary>The tokens seen.</summary>
    public int Count { get; private set; }

    /// <summary>The first token whose text was seen before, with its number; null when all differ.</summary>
    public (int Id, string Text)? Duplicate { get; private set; }

    /// <summary>
    /// The first byte that no token stands for, neither <c>&lt;0x0A&gt;</c> nor the byte itself; null when none is missing.
    /// </summary>
    public byte? MissingByte => Array.IndexOf(_bytes, false) is >= 0 and var missing ? (byte)missing : null;

    /// <summary>Adds the next token, in the order of the file.</summary>
    public void Add(ReadOnlySpan<byte> text)
    {
        // The C API hands token texts out up to their first NUL and names an empty one after its number.
        if (text.IndexOf((byte)0) is >= 0 and var end)
            text = text[..end];
        if (text.IsEmpty)
            text = Encoding.ASCII.GetBytes($"[EMPTY_{Count}]");
        if (!_fingerprints.Add(XxHash3.HashToUInt64(text)))
            Duplicate ??= (Count, Encoding.UTF8.GetString(text));
        MarkByte(text);
        Count++;
    }

    private void MarkByte(ReadOnlySpan<byte> text)
    {
        if (text.Length == 1)
            _bytes[text[0]] = true;
        else if (text.Length == 6 && text.StartsWith("<0x"u8) && text[5] == '>'
            && Digit(text[3]) is { } h && Digit(text[4]) is { } l)
            _bytes[(h << 4) | l] = true;
    }

    // llama.cpp looks byte tokens up with capital letters only.
    private static int? Digit(byte character) => character switch
    {
        >= (byte)'0' and <= (byte)'9' => character - '0',
        >= (byte)'A' and <= (byte)'F' => character - 'A' + 10,
        _ => null,
    };
}
