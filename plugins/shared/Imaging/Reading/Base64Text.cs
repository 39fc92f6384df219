using System.Buffers;
using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text;
using LocalAI.Plugins.Imaging.Decoding;
using LocalAI.Plugins.Imaging.Memory;

namespace LocalAI.Plugins.Imaging.Reading;

/// <summary>Base64 in the standard or the URL-safe alphabet; spaces and line ends are dropped, padding may be missing.</summary>
internal static unsafe class Base64Text
{
    private const string Spaces = " \t\r\n";

    // Characters that are looked at together: the decoder wants bytes, and the first cache holds these.
    private const int ChunkSize = 8192;

    private static readonly SearchValues<byte> SpaceBytes = SearchValues.Create(" \t\r\n"u8);

    /// <summary>How many bytes a text holds if it is base64.</summary>
    public static long Bytes(ReadOnlySpan<char> text)
    {
        text = Unpadded(text);
        var characters = text.Length - (long)text.Count(' ') - text.Count('\t') - text.Count('\r') - text.Count('\n');
        return characters * 3 / 4;
    }

    /// <summary>The format of the image whose base64 begins so; null if it begins as none, or is no base64.</summary>
    [SkipLocalsInit]
    public static PictureFormat? Format(ReadOnlySpan<char> text)
    {
        // Twice what is needed, for spaces among it.
        Span<byte> characters = stackalloc byte[PictureFormat.HeadBytes * 4 / 3 * 2];
        var head = Unpadded(text[..Math.Min(text.Length, characters.Length)]);
        characters = characters[..Narrow(head, characters)];
        Span<byte> bytes = stackalloc byte[PictureFormat.HeadBytes * 2];
        return Base64.DecodeFromUtf8(characters[..(characters.Length & ~3)], bytes, out _, out var written, isFinalBlock: false) is
            OperationStatus.Done ? PictureFormat.Of(bytes[..written]) : null;
    }

    /// <summary>Decodes a text; null if it is no base64.</summary>
    [SkipLocalsInit]
    public static EncodedImage? Decode(ReadOnlySpan<char> text)
    {
        text = Unpadded(text);
        var block = NativeBlockPool.Shared.Rent(((long)text.Length / 4 * 3) + 3);
        var bytes = new Span<byte>(block.Pointer, (int)Math.Min(block.Capacity, int.MaxValue));
        Span<byte> chunk = stackalloc byte[ChunkSize];
        var (kept, length) = (0, 0);
        var valid = true;
        while (valid && text.Length > 0)
        {
            var part = text[..Math.Min(text.Length, ChunkSize - kept)];
            text = text[part.Length..];
            var count = kept + Narrow(part, chunk[kept..]);
            var whole = count & ~3;
            valid = Base64.DecodeFromUtf8(chunk[..whole], bytes[length..], out _, out var written, isFinalBlock: false)
                is OperationStatus.Done;
            length += written;
            chunk[whole..count].CopyTo(chunk);
            kept = count - whole;
        }
        if (valid && kept > 0)
        {
            chunk[kept..4].Fill((byte)'=');
            valid = Base64.DecodeFromUtf8(chunk[..4], bytes[length..], out _, out var written) is OperationStatus.Done;
            length += written;
        }
        if (valid)
            return new EncodedImage(block, length);
        NativeBlockPool.Shared.Return(block);
        return null;
    }

    private static ReadOnlySpan<char> Unpadded(ReadOnlySpan<char> text)
    {
        text = text.TrimEnd(Spaces);
        for (var i = 0; i < 2 && text.EndsWith('='); i++)
            text = text[..^1].TrimEnd(Spaces);
        return text;
    }

    /// <summary>One byte a character, in the standard alphabet, without spaces; what is no ASCII becomes a question mark.</summary>
    /// <returns>How many.</returns>
    private static int Narrow(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        bytes = bytes[..Encoding.ASCII.GetBytes(text, bytes)];
        bytes.Replace((byte)'-', (byte)'+');
        bytes.Replace((byte)'_', (byte)'/');
        var kept = 0;
        for (var rest = bytes; ;)
        {
            var space = rest.IndexOfAny(SpaceBytes);
            var run = space < 0 ? rest : rest[..space];
            if (kept + run.Length < bytes.Length)
                run.CopyTo(bytes[kept..]);
            kept += run.Length;
            if (space < 0)
                return kept;
            rest = rest[(space + 1)..];
        }
    }
}
