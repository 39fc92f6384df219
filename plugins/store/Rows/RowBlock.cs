namespace LocalAI.Plugins.Store.Rows;

/// <summary>
/// Some thousand rows side by side: keys as they were given, and their 8-bit codes with what bounds their error. Of a row that a
/// snapshot shows nothing changes; the others are the writer's.
/// </summary>
internal sealed class RowBlock(RowLayout layout)
{
    /// <summary>The keys, <see cref="RowLayout.Dimension"/> numbers each.</summary>
    public AlignedArray<float> Keys { get; } = new(layout.RowsPerBlock * layout.Dimension);

    /// <summary>The codes, <see cref="RowLayout.CodeStride"/> bytes each: key/|key| is about code times scale.</summary>
    public AlignedArray<sbyte> Codes { get; } = new(layout.RowsPerBlock * layout.CodeStride);

    /// <summary>What one step of a row's codes is worth.</summary>
    public AlignedArray<float> Scales { get; } = new(layout.RowsPerBlock);

    /// <summary>No less than the length of key/|key| minus code times scale.</summary>
    public AlignedArray<float> Residuals { get; } = new(layout.RowsPerBlock);

    /// <summary>|key|, the Euclidean norm.</summary>
    public AlignedArray<double> Norms { get; } = new(layout.RowsPerBlock);

    /// <summary>Hashes of the keys.</summary>
    public uint[] Hashes { get; } = new uint[layout.RowsPerBlock];

    /// <summary>The key of a row.</summary>
    public ReadOnlySpan<float> Key(int row) => Keys.Slice(row * layout.Dimension, layout.Dimension);

    /// <summary>Makes the system give the memory now.</summary>
    public void Touch()
    {
        Keys.Touch();
        Codes.Touch();
    }

    /// <summary>Bytes of a block.</summary>
    public static long BytesOf(RowLayout layout) => (long)layout.RowsPerBlock
        * (((long)layout.Dimension * sizeof(float)) + layout.CodeStride + sizeof(float) + sizeof(float) + sizeof(double) + sizeof(uint));
}
