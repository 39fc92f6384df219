using System.Globalization;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.OnnxRuntime.Sessions;

namespace LocalAI.Plugins.OnnxRuntime.Runs;

/// <summary>Compares the shapes that a caller wants to give with those that a model takes.</summary>
internal static class InputShapes
{
    /// <exception cref="EngineException">The model does not take them.</exception>
    public static void Check(OnnxSession session, ReadOnlySpan<long[]> shapes)
    {
        var name = Path.GetFileName(session.Path);
        if (shapes.Length != session.Inputs.Count)
        {
            throw new EngineException(EngineFailure.InvalidInput, string.Create(CultureInfo.InvariantCulture,
                $"{name} takes {session.Inputs.Count} inputs ({string.Join(", ", session.Inputs)}), "
                + $"and shapes for {shapes.Length} were given."));
        }
        for (var index = 0; index < shapes.Length; index++)
        {
            if (!Takes(session.Inputs[index], shapes[index]))
            {
                throw new EngineException(EngineFailure.InvalidInput,
                    $"{name} takes {session.Inputs[index]}, not [{string.Join(", ", shapes[index])}].");
            }
        }
    }

    private static bool Takes(TensorSlot slot, long[] shape)
    {
        if (shape.Any(length => length < 1))
            return false;
        return !slot.IsRanked || (shape.Length == slot.Shape.Count
            && slot.Shape.Zip(shape).All(pair => pair.First < 0 || pair.First == pair.Second));
    }
}
