using System.Text;

namespace LocalAI.Plugins.Trainer.Tokens;

/// <summary>
/// The printable letter that stands for each byte in the vocabularies of GPT-2 and its followers: the byte's own where Latin-1 has a
/// visible one, else the next from U+0100 on. A space is written Ġ.
/// </summary>
internal static class ByteLetters
{
    private static readonly char[] Letters = Assign();
    private static readonly short[] Bytes = Invert();

    /// <summary>The letter of a byte.</summary>
    public static char Of(byte value) => Letters[value];

    /// <summary>A text with a letter for each byte of its UTF-8.</summary>
    public static string Write(ReadOnlySpan<char> text)
    {
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        var length = Encoding.UTF8.GetBytes(text, bytes);
        return string.Create(length, bytes, static (letters, bytes) =>
        {
            for (var i = 0; i < letters.Length; i++)
                letters[i] = Letters[bytes[i]];
        });
    }

    /// <summary>The bytes for which letters stand; null where one of them stands for none.</summary>
    public static byte[]? Read(string letters)
    {
        var bytes = new byte[letters.Length];
        for (var i = 0; i < bytes.Length; i++)
        {
            if (letters[i] >= Bytes.Length || Bytes[letters[i]] < 0)
                return null;
            bytes[i] = (byte)Bytes[letters[i]];
        }
        return bytes;
    }

    private static char[] Assign()
    {
        var letters = new char[256];
        var next = '\u0100';
        for (var value = 0; value < letters.Length; value++)
            letters[value] = (char)value is (>= '!' and <= '~') or (>= '\u00A1' and <= '\u00AC') or >= '\u00AE' ? (char)value : next++;
        return letters;
    }

    private static short[] Invert()
    {
        var bytes = new short[Letters.Max() + 1];
        Array.Fill(bytes, (short)-1);
        for (var value = 0; value < Letters.Length; value++)
            bytes[Letters[value]] = (short)value;
        return bytes;
    }
}
