using System.Runtime.CompilerServices;

namespace LocalAI.CommandLine.Stores;

/// <summary>A row a line; empty lines are none.</summary>
internal sealed class JsonLinesSource(string name, Stream stream) : IRowSource
{
    private readonly LineReader _lines = new(stream);

    /// <inheritdoc/>
    public long? Length { get; } = stream.CanSeek ? stream.Length : null;

    /// <inheritdoc/>
    public long Position => _lines.Position;

    /// <inheritdoc/>
    public async IAsyncEnumerable<ImportRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Span.Trim(" \t"u8).Length > 0)
                yield return new ImportRow(Parse(line.Span), Place);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _lines.DisposeAsync();

    private RowPlace Place => new(name, "line", _lines.Number);

    private async ValueTask<ReadOnlyMemory<byte>?> ReadLineAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _lines.ReadAsync(cancellationToken);
        }
        catch (InvalidDataException e)
        {
            throw new BadRow((Place with { Number = _lines.Number + 1 }).ToString(), e.Message, e);
        }
    }

    private StoreRow Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonRow.Read(line);
        }
        catch (InvalidDataException e)
        {
            throw new BadRow(Place.ToString(), e.Message, e);
        }
    }
}
