using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.ModelFiles.HuggingFace;

/// <summary>A tensor on its way into GGUF.</summary>
/// <param name="Name">Its name in GGUF.</param>
/// <param name="Source">Where it comes from; null for one that is computed.</param>
/// <param name="Type">Its type in GGUF: that of the source, but for vectors, which llama.cpp wants in single precision.</param>
/// <param name="Rows">How many of the source's rows are taken.</param>
internal sealed record ConvertedTensor(string Name, SafetensorsTensor? Source, GgmlType Type, long Rows)
{
    /// <summary>The values of a tensor that is computed.</summary>
    public IReadOnlyList<float> Values { get; init; } = [];

    /// <summary>Heads whose rows change places for the rotary embedding; 0 for none.</summary>
    public uint RotaryHeads { get; init; }

    /// <summary>Rows of zeros behind those of the source.</summary>
    public long ZeroRows { get; init; }

    /// <summary>What is added to every element.</summary>
    public float Shift { get; init; }

    /// <summary>Whether it has one dimension, however its elements are moved.</summary>
    public bool IsVector { get; init; }

    /// <summary>Elements of a row.</summary>
    public long Columns => Source is { } source ? source.Shape[^1] : Values.Count;

    /// <summary>Its sizes as GGUF has them, the contiguous one first.</summary>
    public IReadOnlyList<long> Dimensions => IsVector || Source is null ? [Elements] : [Columns, Rows + ZeroRows];

    /// <summary>Its elements, without rows of zeros.</summary>
    public long Elements => Columns * Rows;

    /// <summary>
    /// Which row of the source becomes this row. Within a head, Hugging Face has the first elements of all pairs and then the
    /// second ones; interleaved, each pair is together.
    /// </summary>
    public long SourceRow(long row)
    {
        if (RotaryHeads == 0)
            return row;
        var head = Rows / RotaryHeads;
        var (first, within) = (row / head * head, row % head);
        return first + (within / 2) + (within % 2 * (head / 2));
    }
}
