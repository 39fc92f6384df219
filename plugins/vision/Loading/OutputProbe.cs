using LocalAI.Plugins.OnnxRuntime;

namespace LocalAI.Plugins.Vision.Loading;

/// <summary>Finds the lengths that a model leaves open, by running it once.</summary>
internal static class OutputProbe
{
    /// <summary>Whether lengths beyond the first one are open.</summary>
    public static bool IsNeeded(IReadOnlyList<TensorSlot> outputs) => outputs.Any(slot => slot.Shape.Skip(1).Contains(-1));

    /// <summary>The outputs with the lengths that a run of the model has; the first one, which counts pictures or objects, stays.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static IReadOnlyList<TensorSlot> Run(OnnxModel model, ModelInputs inputs, CancellationToken cancellationToken)
    {
        using var run = model.Begin(inputs.Shapes);
        inputs.Clear(run);
        run.Execute(cancellationToken);
        var slots = new TensorSlot[model.Outputs.Count];
        for (var i = 0; i < slots.Length; i++)
        {
            var declared = model.Outputs[i];
            var shape = run.Shape(i).ToArray();
            if (shape.Length > 0 && declared.Shape is [-1, ..])
                shape[0] = -1;
            slots[i] = declared with { Shape = shape };
        }
        return slots;
    }
}
