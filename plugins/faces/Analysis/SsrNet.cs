using LocalAI.Plugins.Faces.Crops;

namespace LocalAI.Plugins.Faces.Analysis;

/// <summary>
/// Reads SSR-Net (Yang et al. 2018): each of three stages divides what the one before left into three bins, whose width and place it
/// shifts, and gives the probability of each.
/// </summary>
internal static class SsrNet
{
    private const int Bins = 3;

    /// <summary>Probabilities, shifts of the widths, shifts of the places, of the three stages in turn.</summary>
    public static IReadOnlyList<string> OutputNames { get; } =
    [
        "prob_stage_1", "prob_stage_2", "prob_stage_3", "stage1_delta_k", "stage2_delta_k", "stage3_delta_k",
        "index_offset_stage1", "index_offset_stage2", "index_offset_stage3",
    ];

    /// <summary>Whether a model gives the three stages.</summary>
    public static bool Fits(FaceOutputs outputs)
    {
        for (var i = 0; i < OutputNames.Count; i++)
        {
            var length = i / Bins == 1 ? 1 : Bins;
            if (outputs.IndexOf(OutputNames[i]) is var index && (index < 0 || outputs[index].Length != length))
                return false;
        }
        return true;
    }

    /// <summary>The value of a face.</summary>
    /// <param name="outputs">What the model gave.</param>
    /// <param name="range">What the end of the scale is worth.</param>
    public static float Value(FaceOutputs outputs, float range)
    {
        var value = 0f;
        var width = 1f;
        for (var stage = 0; stage < Bins; stage++)
        {
            var probabilities = Named(outputs, stage);
            var offsets = Named(outputs, 2 * Bins + stage);
            width /= Bins * (1 + Named(outputs, Bins + stage)[0]);
            for (var bin = 0; bin < Bins; bin++)
                value += (bin + offsets[bin]) * probabilities[bin] * width;
        }
        return value * range;
    }

    private static ReadOnlySpan<float> Named(FaceOutputs outputs, int name) => outputs[outputs.IndexOf(OutputNames[name])];
}
