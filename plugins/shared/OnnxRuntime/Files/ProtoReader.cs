using System.Text;

namespace LocalAI.Plugins.OnnxRuntime.Files;

/// <summary>
/// Walks over the fields of protobuf messages in a file, and jumps over those that nobody looks into: Google's own reader would read them
/// (encoding: protobuf.dev/programming-guides/encoding). Every length is checked against what holds it.
/// </summary>
/// <param name="file">The file, which can be sought in.</param>
internal sealed class ProtoReader(Stream file)
{
    /// <summary>Far more than the largest models have: a million nodes.</summary>
    private const int MostFields = 20_000_000;

    private const int LongestVarint = 10;

    /// <summary>Bytes of all texts together.</summary>
    private const long MostText = 64 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private int _fields;
    private long _text;

    /// <summary>Bytes of the file.</summary>
    public long Length { get; } = file.Length;

    /// <summary>The field that begins here; false at the end of the message.</summary>
    /// <param name="end">Where the message ends.</param>
    /// <param name="field">The field; what is not read of it must be left by <see cref="Leave"/>.</param>
    /// <exception cref="InvalidDataException">Here is no field.</exception>
    public bool Next(long end, out ProtoField field)
    {
        field = default;
        if (file.Position == end)
            return false;
        if (file.Position > end || ++_fields > MostFields)
            throw new InvalidDataException();

        var tag = Varint();
        var number = tag >> 3;
        if (number is 0 or > 0x1FFF_FFFF)
            throw new InvalidDataException();
        var (value, length) = (tag & 7) switch
        {
            0 => ((long)Varint(), 0L),
            1 => (0, 8),
            2 => (0, Size()),
            5 => (0, 4),
            _ => throw new InvalidDataException(),
        };
        var start = file.Position;
        if (length > end - start)
            throw new InvalidDataException();
        field = new ProtoField((int)number, value, start, start + length, (tag & 7) == 2);
        return true;
    }

    /// <summary>The field that begins here in a message; false at its end.</summary>
    /// <exception cref="InvalidDataException">Here is no field, or <paramref name="message"/> is no message.</exception>
    public bool Next(ProtoField message, out ProtoField field) =>
        message.IsBytes ? Next(message.End, out field) : throw new InvalidDataException();

    /// <summary>Goes behind a field.</summary>
    public void Leave(ProtoField field)
    {
        if (file.Position != field.End)
            file.Position = field.End;
    }

    /// <summary>A field's text.</summary>
    /// <exception cref="InvalidDataException">It is none, longer than <paramref name="most"/> bytes, or not UTF-8.</exception>
    public string Text(ProtoField field, int most)
    {
        if (!field.IsBytes || field.End - field.Start > most || (_text += field.End - field.Start) > MostText)
            throw new InvalidDataException();
        var bytes = new byte[field.End - field.Start];
        try
        {
            file.ReadExactly(bytes);
            return Strict.GetString(bytes);
        }
        catch (Exception e) when (e is EndOfStreamException or DecoderFallbackException)
        {
            throw new InvalidDataException(null, e);
        }
    }

    private long Size()
    {
        var size = Varint();
        return size <= long.MaxValue ? (long)size : throw new InvalidDataException();
    }

    private ulong Varint()
    {
        var value = 0UL;
        for (var index = 0; index < LongestVarint; index++)
        {
            var read = file.ReadByte();
            if (read < 0)
                throw new InvalidDataException();
            value |= (ulong)(read & 0x7F) << (7 * index);
            if (read < 0x80)
                return value;
        }
        throw new InvalidDataException();
    }
}
