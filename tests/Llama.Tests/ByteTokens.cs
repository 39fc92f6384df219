using LocalAI.Plugins.Llama.Text;

namespace LocalAI.Plugins.Llama.Tests;

/// <summary>The tokens of single bytes, from which any text can be put together.</summary>
internal static class ByteTokens
{
    /// <summary>The first token that stands for one byte, possibly a part of a character.</summary>
    public static int TokenOfByte(this Vocabulary vocabulary, byte value) =>
        Enumerable.Range(0, vocabulary.Size).First(token => vocabulary.Piece(token) is [var only] && only == value);
}
