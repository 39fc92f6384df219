namespace LocalAI.Plugins.Vision.Decoding;

/// <summary>The numbers that a model gave, whatever type they had.</summary>
internal interface IModelOutputs
{
    /// <summary>An output, in the row-major order of its shape.</summary>
    ReadOnlySpan<float> Floats(int index);

    /// <summary>The shape of an output.</summary>
    ReadOnlySpan<long> Shape(int index);
}
