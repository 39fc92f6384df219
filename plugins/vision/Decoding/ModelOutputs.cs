using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Vision.Decoding;

/// <summary>Outputs that must be as long as the model said when it was loaded.</summary>
internal static class ModelOutputs
{
    /// <exception cref="EngineException">The output has another length.</exception>
    public static ReadOnlySpan<float> Floats(this IModelOutputs outputs, int index, long length)
    {
        var numbers = outputs.Floats(index);
        if (numbers.Length == length)
            return numbers;
        throw new EngineException(EngineFailure.Internal,
            $"The model's output {index} has {numbers.Length} numbers where {length} were declared; load a model whose shapes hold.");
    }
}
