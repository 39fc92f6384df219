using System.Buffers;
using System.Text;

namespace LocalAI.Plugins.Llama.Text;

/// <summary>
/// Joins the bytes of tokens into whole characters. A token may end inside a character; LocalAI stops showing a stream at the first
/// byte that is no UTF-8 and at a literal U+FFFD, so neither is ever let through.
/// </summary>
internal sealed class Utf8Assembler
{
    private const int LongestCharacter = 4;

    private readonly byte[] _held = new byte[LongestCharacter];
    private int _heldCount;

    /// <summary>Whether the bytes so far end inside a character.</summary>
    public bool IsWithinCharacter => _heldCount > 0;

    /// <summary>Appends to <paramref name="output"/> the characters that <paramref name="piece"/> completes.</summary>
    public void Append(ReadOnlySpan<byte> piece, IBufferWriter<byte> output)
    {
        if (_heldCount == 0 && Ascii.IsValid(piece))
        {
            output.Write(piece);
            return;
        }

        Span<byte> bytes = stackalloc byte[256];
        var length = _heldCount + piece.Length;
        if (length > bytes.Length)
            bytes = new byte[length];
        bytes = bytes[..length];
        _held.AsSpan(0, _heldCount).CopyTo(bytes);
        piece.CopyTo(bytes[_heldCount..]);
        _heldCount = 0;

        while (!bytes.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(bytes, out var rune, out var used);
            if (status == OperationStatus.NeedMoreData)
            {
                bytes.CopyTo(_held);
                _heldCount = bytes.Length;
                return;
            }
            if (status == OperationStatus.Done && rune != Rune.ReplacementChar)
                output.Write(bytes[..used]);
            bytes = bytes[used..];
        }
    }
}
