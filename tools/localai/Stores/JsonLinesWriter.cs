using System.Buffers;
using System.Text.Json;

namespace LocalAI.CommandLine.Stores;

/// <summary>Writes a row a line.</summary>
internal sealed class JsonLinesWriter(PartialFile file) : IRowWriter
{
    private readonly ArrayBufferWriter<byte> _line = new();

    /// <inheritdoc/>
    public void Begin(long rows, int dimension)
    {
        // Lines need no beginning.
    }

    /// <inheritdoc/>
    public void Write(StoreRow row)
    {
        _line.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(_line, JsonRow.WriterOptions))
            JsonRow.Write(writer, row);
        _line.Write("\n"u8);
        file.Stream.Write(_line.WrittenSpan);
    }

    /// <inheritdoc/>
    public void Publish() => file.Publish();

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();
}
