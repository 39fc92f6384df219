using System.Diagnostics;
using LocalAI.Plugins.Trainer.Models;
using LocalAI.Plugins.Trainer.Samples;
using LocalAI.Plugins.Trainer.Training;

namespace LocalAI.Plugins.Bench.Training;

/// <summary>The trainer itself, as a job runs it.</summary>
internal sealed class TrainerLoop(CausalModel model, int texts, int length, bool recomputes)
{
    private static readonly TrainingSettings Settings = new()
    {
        Adapter = null,
        LearningRate = 1e-3,
        Schedule = "constant",
        GradientAccumulation = 1,
        SaveWhen = Interval.Never,
    };

    /// <summary>Tokens a second over some steps.</summary>
    public double Run(int steps, int batch)
    {
        var task = new TrainingTask
        {
            Settings = Settings with { BatchSize = batch, MaxSteps = steps, MaxLength = length, GradientCheckpointing = recomputes },
            Model = model,
            Tokenizer = new NumberTokenizer(model.Shape.Vocabulary),
            Samples = [.. TrainingModel.Texts(texts, length)
                .Select(text => new Sample("line 1") { Answer = Turns.Of(NumberTokenizer.Write(text)) })],
        };
        using var run = new TrainingRun(task, new Silent());
        var started = Stopwatch.GetTimestamp();
        run.Run(CancellationToken.None);
        return steps * batch * length / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private sealed class Silent : ITrainingObserver
    {
        public void Phase(TrainingPhase phase, string message)
        {
        }

        public void Stepped(StepReport report)
        {
        }

        public void Evaluated(EvaluationReport report)
        {
        }

        public void Saved(string folder, int step)
        {
        }
    }
}
