using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Trainer.Jobs;

namespace LocalAI.Plugins.Trainer;

/// <summary>What LoadModel gives LocalAI before a job. When it is freed, the jobs stop and leave checkpoints.</summary>
internal sealed class TrainerModel(Device device, FineTuner tuner) : IModel
{
    /// <inheritdoc/>
    public string Description => "ready to train models";

    /// <inheritdoc/>
    public Device Device => device;

    /// <inheritdoc/>
    public int Parallelism => 1;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, ulong> Memory { get; } = new Dictionary<string, ulong>();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await Task.Run(tuner.StopAll);
}
