using System.Buffers.Binary;

namespace LocalAI.CommandLine.Stores.Npy;

/// <summary>Writes keys as rows of float32, and values as lines of another file where one is wanted.</summary>
internal sealed class NpyWriter(PartialFile keys, PartialFile? values) : IRowWriter
{
    private byte[] _key = [];

    /// <inheritdoc/>
    public void Begin(long rows, int dimension)
    {
        NpyHeader.Write(keys.Stream, rows, dimension);
        _key = new byte[dimension * sizeof(float)];
    }

    /// <inheritdoc/>
    public void Write(StoreRow row)
    {
        for (var i = 0; i < row.Key.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(_key.AsSpan(i * sizeof(float)), row.Key[i]);
        keys.Stream.Write(_key);
        if (values is null)
            return;
        if (row.Value.Span.Contains((byte)'\n') || row.Value.Span is [.., (byte)'\r'])
            throw new UserError("A value has an end of line in it, which a file of lines cannot keep; export to a .jsonl file.");
        values.Stream.Write(row.Value.Span);
        values.Stream.WriteByte((byte)'\n');
    }

    /// <inheritdoc/>
    public void Publish()
    {
        values?.Publish();
        keys.Publish();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        values?.Dispose();
        keys.Dispose();
    }
}
