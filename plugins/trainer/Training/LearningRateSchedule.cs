using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Trainer.Training;

/// <summary>
/// The learning rate of each step: it rises evenly from 0 in the first steps, then falls as its kind says, with the names of the
/// Hugging Face libraries.
/// </summary>
/// <param name="Peak">The highest rate.</param>
/// <param name="WarmupSteps">Steps in which it rises.</param>
/// <param name="Steps">Steps in all.</param>
internal sealed record LearningRateSchedule(double Peak, int WarmupSteps, int Steps)
{
    private const string Linear = "linear";
    private const string Cosine = "cosine";
    private const string Constant = "constant";
    private const string ConstantWithWarmup = "constant_with_warmup";
    private const string InverseSquareRoot = "inverse_sqrt";

    /// <summary>The kinds there are.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [Linear, Cosine, Constant, ConstantWithWarmup, InverseSquareRoot];

    /// <summary>One of <see cref="Kinds"/>.</summary>
    /// <exception cref="EngineException">It is none of them.</exception>
    public string Kind
    {
        get;
        init => field = Kinds.Contains(value) ? value : throw new EngineException(EngineFailure.InvalidInput,
            $"lr_scheduler_type is '{value}'; expected one of {string.Join(", ", Kinds)}.");
    } = Linear;

    /// <summary>The rate of a step, the first of which is 0.</summary>
    public double RateOf(int step)
    {
        if (Kind == Constant)
            return Peak;
        if (step < WarmupSteps)
            return Peak * (step + 1) / WarmupSteps;
        var past = step - WarmupSteps;
        var share = Math.Min(1, past / Math.Max(1.0, Steps - WarmupSteps));
        return Kind switch
        {
            Linear => Peak * (1 - share),
            Cosine => Peak * (1 + Math.Cos(Math.PI * share)) / 2,
            InverseSquareRoot => Peak / Math.Sqrt(1 + (past / (double)Math.Max(1, WarmupSteps))),
            _ => Peak,
        };
    }
}
