using System.Globalization;
using LocalAI.Plugins.Bench.Reporting;
using LocalAI.Plugins.Bench.Training;
using LocalAI.Plugins.Trainer.Models;

namespace LocalAI.Plugins.Bench.Measures;

/// <summary>Steps of the trainer and of the same model in a bare TorchSharp loop, both over all weights with AdamW and clipping.</summary>
internal sealed class TrainStepMeasure : IMeasure
{
    private const int Steps = 12;
    private const int Texts = 4 * TrainingModel.Batch;

    private CausalModel? _model;
    private BareTrainingLoop? _bare;
    private long _weights;

    public TrainStepMeasure() => Sides =
    [
        new Side("trainer", _ => Task.FromResult(
            new TrainerLoop(_model!, Texts, TrainingModel.Length, recomputes: false).Run(Steps, TrainingModel.Batch))),
        new Side("bare TorchSharp", _ => Task.FromResult(_bare!.Run(Steps))),
    ];

    public string Name => "train-step";

    public string Title => "training 0.87M weights ÷ bare TorchSharp loop";

    public string Unit => "tokens/s";

    public Target Target => Target.From(0.95);

    public IReadOnlyList<Side> Sides { get; }

    public IEnumerable<string> Notes =>
    [
        string.Create(CultureInfo.InvariantCulture,
            $"Both train {_weights:N0} weights on {TrainingModel.Batch} texts of {TrainingModel.Length} tokens a step."),
    ];

    public Task PrepareAsync(CancellationToken cancellationToken)
    {
        _model = TrainingModel.Create(TrainingModel.Small);
        _bare = new BareTrainingLoop(TrainingModel.Small, TrainingModel.Texts(Texts, TrainingModel.Length), TrainingModel.Batch);
        _weights = _bare.Weights;
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _model?.Dispose();
        _bare?.Dispose();
        return ValueTask.CompletedTask;
    }
}
