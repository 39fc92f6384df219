using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LocalAI.CommandLine.Stores.Npy;

/// <summary>
/// The beginning of a .npy file, versions 1.0 to 3.0: eight bytes of magic and version, the length of the rest in two bytes or four,
/// and a Python dictionary with <c>descr</c>, <c>fortran_order</c> and <c>shape</c> (NEP 1; numpy.lib.format).
/// </summary>
/// <param name="Type">NumPy's name of the type of its numbers.</param>
/// <param name="IsFortranOrder">Whether columns lie together instead of rows.</param>
/// <param name="Shape">Its dimensions.</param>
internal sealed partial record NpyHeader(string Type, bool IsFortranOrder, IReadOnlyList<long> Shape)
{
    // NumPy itself takes no longer ones of files that it does not trust.
    private const int Longest = 10_000;
    private const int Alignment = 64;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads a header and leaves the stream at the numbers.</summary>
    /// <exception cref="InvalidDataException">It is none; the message says why, without a dot at its end.</exception>
    public static NpyHeader Read(Stream stream)
    {
        Span<byte> start = stackalloc byte[Magic.Length + 2];
        if (stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length || !start.StartsWith(Magic))
            throw new InvalidDataException("it does not begin as .npy files do");
        var version = start[Magic.Length];
        if (version is < 1 or > 3)
            throw new InvalidDataException($"it has version {version}.{start[^1]} of the format, and known are 1.0 to 3.0");

        Span<byte> size = stackalloc byte[version == 1 ? sizeof(ushort) : sizeof(uint)];
        Fill(stream, size);
        var length = version == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(size) : BinaryPrimitives.ReadUInt32LittleEndian(size);
        if (length > Longest)
            throw new InvalidDataException($"its header has {length} bytes, and those of plain arrays have at most {Longest}");
        var bytes = new byte[length];
        Fill(stream, bytes);
        return Parse((version == 3 ? Encoding.UTF8 : Encoding.Latin1).GetString(bytes));
    }

    /// <summary>Writes the header of rows of float32; the numbers begin at a multiple of 64 bytes.</summary>
    public static void Write(Stream stream, long rows, int columns)
    {
        var text = string.Create(CultureInfo.InvariantCulture,
            $"{{'descr': '{NpyNumber.Single.Name}', 'fortran_order': False, 'shape': ({rows}, {columns}), }}");
        var before = Magic.Length + 2 + sizeof(ushort);
        var length = ((before + text.Length + 1 + Alignment - 1) / Alignment * Alignment) - before;
        Span<byte> size = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16LittleEndian(size, (ushort)length);
        stream.Write(Magic);
        stream.Write([1, 0]);
        stream.Write(size);
        stream.Write(Encoding.ASCII.GetBytes(text.PadRight(length - 1) + "\n"));
    }

    private static NpyHeader Parse(string text)
    {
        string? type = null, order = null, shape = null;
        var place = text.TakeWhile(char.IsWhiteSpace).Count();
        if (place < text.Length && text[place] == '{')
            place++;
        for (var entry = Entry().Match(text, place); entry.Success; entry = Entry().Match(text, place))
        {
            var value = entry.Groups["value"].Value;
            _ = entry.Groups["name"].Value switch
            {
                "descr" => type = value,
                "fortran_order" => order = value,
                _ => shape = value,
            };
            place = entry.Index + entry.Length;
        }
        if (text[Math.Min(place, text.Length)..].Trim() != "}" || type is null || order is null || shape is null)
            throw new InvalidDataException("its header is not that of a plain array of numbers");
        return new NpyHeader(type.Trim('\'', '"'), order == "True", ReadShape(shape));
    }

    private static List<long> ReadShape(string shape)
    {
        var sizes = new List<long>();
        foreach (var piece in shape.Trim('(', ')').Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            // Python 2 wrote 3L.
            sizes.Add(long.TryParse(piece.TrimEnd('L'), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
                ? size : throw new InvalidDataException($"its shape is {shape}"));
        }
        return sizes;
    }

    private static void Fill(Stream stream, Span<byte> bytes)
    {
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            throw new InvalidDataException("it ends within its header");
    }

    [GeneratedRegex("""\G\s*(?<quote>['"])(?<name>descr|fortran_order|shape)\k<quote>\s*:\s*(?<value>'[^']*'|"[^"]*"|True|False|\([0-9L,\s]*\))\s*(,|(?=\}))""", RegexOptions.ExplicitCapture)]
    private static partial Regex Entry();
}
