using System.Runtime.CompilerServices;
using System.Text;

namespace LocalAI.CommandLine.Stores.Npy;

/// <summary>The rows of a .npy file, with their numbers or the lines of another file as values.</summary>
internal sealed class NpySource : IRowSource
{
    private readonly string _name;
    private readonly NpyReader _rows;
    private readonly string? _valuesName;
    private readonly LineReader? _values;

    private NpySource(string name, NpyReader rows, string? valuesName, LineReader? values)
    {
        _name = name;
        _rows = rows;
        _valuesName = valuesName;
        _values = values;
    }

    /// <inheritdoc/>
    public long? Length => _rows.Length;

    /// <inheritdoc/>
    public long Position => _rows.Position;

    /// <exception cref="UserError">One of the files cannot be read.</exception>
    public static NpySource Open(string file, string? values)
    {
        var lines = values is null ? null : new LineReader(File.OpenRead(values));
        return new NpySource(file, NpyReader.Open(file), values, lines);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ImportRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var number = 0L; number < _rows.Rows; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var place = new RowPlace(_name, "row", number + 1);
            yield return new ImportRow(new StoreRow(ReadKey(place), await ReadValueAsync(number, cancellationToken)), place);
        }
        if (_values is not null && await _values.ReadAsync(cancellationToken) is not null)
            throw new BadRow(_valuesName!, $"it has more lines than '{_name}' has rows, which are {_rows.Rows}");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _rows.Dispose();
        return _values?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    private float[] ReadKey(RowPlace place)
    {
        try
        {
            return _rows.Read();
        }
        catch (InvalidDataException e)
        {
            throw new BadRow(place.ToString(), e.Message, e);
        }
    }

    private async ValueTask<ReadOnlyMemory<byte>> ReadValueAsync(long row, CancellationToken cancellationToken)
    {
        if (_values is null)
            return Encoding.ASCII.GetBytes(row.ToString(System.Globalization.CultureInfo.InvariantCulture));
        try
        {
            return await _values.ReadAsync(cancellationToken) is { } line
                ? line.ToArray()
                : throw new BadRow(_valuesName!, $"it has {row} lines, and '{_name}' has {_rows.Rows} rows");
        }
        catch (InvalidDataException e)
        {
            throw new BadRow(new RowPlace(_valuesName!, "line", row + 1).ToString(), e.Message, e);
        }
    }
}
