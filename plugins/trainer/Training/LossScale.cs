namespace LocalAI.Plugins.Trainer.Training;

/// <summary>
/// What losses are multiplied by so that small gradients survive half precision (https://arxiv.org/abs/1710.03740): halved where a
/// gradient became infinite, doubled after a long time without.
/// </summary>
/// <param name="Value">The factor; 1 where all precisions are wide.</param>
/// <param name="Steps">Steps since it last changed.</param>
internal sealed record LossScale(double Value, int Steps)
{
    private const int StepsToDouble = 2_000;
    private const double Most = 1 << 24;

    /// <summary>Where a training in a precision starts.</summary>
    public static LossScale Start(MixedPrecision precision) => new(precision == MixedPrecision.Float16 ? 65_536 : 1, 0);

    /// <summary>Whether it can still become smaller.</summary>
    public bool CanShrink => Value > 1;

    /// <summary>After a step whose gradients were infinite, which was not taken.</summary>
    public LossScale Shrunk() => new(Math.Max(1, Value / 2), 0);

    /// <summary>After a step that was taken.</summary>
    public LossScale Kept() =>
        Value > 1 && Steps + 1 == StepsToDouble ? new LossScale(Math.Min(Most, Value * 2), 0) : new LossScale(Value, Steps + 1);
}
