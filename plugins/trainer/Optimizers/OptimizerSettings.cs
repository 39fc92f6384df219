namespace LocalAI.Plugins.Trainer.Optimizers;

/// <summary>What the optimizers have in common; each has its paper's values where a request says nothing.</summary>
internal sealed record OptimizerSettings
{
    /// <summary>The share of a weight that is taken off in a step, times the learning rate.</summary>
    public double WeightDecay { get; init; }

    /// <summary>How slowly the mean of the gradients changes, from 0 to below 1.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>How slowly the mean of their squares changes, from 0 to below 1.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>What is added to the root of the mean square.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>How much of its last change a weight keeps with <c>sgd</c>, from 0 to below 1.</summary>
    public double Momentum { get; init; }
}
