using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.Quantizing;

/// <summary>A tensor with the type it gets.</summary>
/// <param name="Source">Where it comes from.</param>
/// <param name="Target">The type in the output; its own when it is only copied.</param>
/// <param name="Importance">How much each column matters, for each matrix of the tensor; null when nobody knows.</param>
internal sealed record PlannedTensor(SourceTensor Source, GgmlType Target, float[]? Importance)
{
    public GgufTensor Description => Source.Description;

    /// <summary>Whether its elements change.</summary>
    public bool Converts => Target != Description.Type;

    /// <summary>Elements of a row. What is only copied needs no whole rows, however long they are: there a block is one.</summary>
    public long Columns => Converts ? Description.Dimensions[0] : Description.Type.BlockLength;

    /// <summary>Rows of all its matrices.</summary>
    public long Rows => Description.Elements / Columns;

    /// <summary>Rows of one matrix; a tensor of experts has several.</summary>
    public long MatrixRows => Converts ? Description.Dimensions.Skip(1).FirstOrDefault(1) : Rows;
}
