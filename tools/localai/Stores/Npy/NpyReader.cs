using System.Globalization;

namespace LocalAI.CommandLine.Stores.Npy;

/// <summary>Reads the rows of a .npy file one after the other.</summary>
internal sealed class NpyReader : IDisposable
{
    private const int Buffered = 1 << 20;

    // More than a store takes, and less than would matter.
    private const int MostColumns = 1 << 20;

    private readonly FileStream _stream;
    private readonly NpyNumber _number;
    private readonly byte[] _bytes;

    private NpyReader(FileStream stream)
    {
        _stream = stream;
        var header = NpyHeader.Read(stream);
        _number = NpyNumber.Find(header.Type) ?? throw new InvalidDataException(DescribeType(header.Type));
        (Rows, Columns) = Measure(header);
        CheckLength();
        _bytes = new byte[Columns * _number.Size];
    }

    /// <summary>How many rows it has.</summary>
    public long Rows { get; }

    /// <summary>Numbers of a row.</summary>
    public int Columns { get; }

    /// <summary>Its bytes.</summary>
    public long Length => _stream.Length;

    /// <summary>The bytes that were read.</summary>
    public long Position => _stream.Position;

    /// <exception cref="UserError">It is no file of rows.</exception>
    public static NpyReader Open(string file)
    {
        var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, Buffered, FileOptions.SequentialScan);
        try
        {
            return new NpyReader(stream);
        }
        catch (InvalidDataException e)
        {
            stream.Dispose();
            throw new UserError($"'{file}' cannot be read: {e.Message}.", e);
        }
    }

    /// <summary>Reads the next row.</summary>
    /// <exception cref="InvalidDataException">It cannot be a key; the message says why, without a dot at its end.</exception>
    public float[] Read()
    {
        if (_stream.ReadAtLeast(_bytes, _bytes.Length, throwOnEndOfStream: false) < _bytes.Length)
            throw new InvalidDataException("the file has become shorter");
        var row = new float[Columns];
        _number.Read(_bytes, row);
        for (var i = 0; i < row.Length; i++)
        {
            if (!float.IsFinite(row[i]))
            {
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture,
                    $"number {i + 1} is {row[i]} in 32 bits, and keys have finite numbers"));
            }
        }
        return row;
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private static string DescribeType(string type) => type.Length > 0 && type[0] == '>'
        ? $"its numbers are big-endian ({type}); save it with .astype('<f4')"
        : $"its type is '{type}'; save it with .astype('float32')";

    private static (long Rows, int Columns) Measure(NpyHeader header)
    {
        // A plain array of numbers is one row.
        var (rows, columns) = header.Shape switch
        {
            [var only] => (1, only),
            [var first, var second] => (first, second),
            _ => throw new InvalidDataException(
                string.Create(CultureInfo.InvariantCulture, $"it has {header.Shape.Count} dimensions, and rows of keys have 2")),
        };
        if (header.IsFortranOrder && header.Shape.Count > 1)
            throw new InvalidDataException("it is in Fortran order; save it with numpy.ascontiguousarray(…)");
        if (rows > 0 && columns is < 1 or > MostColumns)
        {
            throw new InvalidDataException(
                string.Create(CultureInfo.InvariantCulture, $"its rows have {columns} numbers, and keys have from 1 to {MostColumns}"));
        }
        return (rows, rows > 0 ? (int)columns : 0);
    }

    private void CheckLength()
    {
        var (has, row) = (_stream.Length - _stream.Position, (long)Columns * _number.Size);
        if (Rows > 0 && (has / row != Rows || has % row != 0))
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture,
                $"its header says {Rows} rows of {row} bytes, and {has} bytes follow"));
        }
    }
}
