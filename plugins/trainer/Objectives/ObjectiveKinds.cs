using LocalAI.Plugins.Trainer.Models;
using LocalAI.Plugins.Trainer.Samples;
using LocalAI.Plugins.Trainer.Training;

namespace LocalAI.Plugins.Trainer.Objectives;

/// <summary>Finds what each training method makes small.</summary>
internal static class ObjectiveKinds
{
    /// <param name="task">What is trained; its model is as it was before training.</param>
    public static Objective Create(TrainingTask task) => task.Settings.Method switch
    {
        TrainingMethod.Dpo => new DpoObjective(task.Model, task.Settings.Beta, task.Settings.LossKind),
        TrainingMethod.Orpo => new OrpoObjective(task.Model, task.Settings.Beta),
        TrainingMethod.Kto => new KtoObjective(task.Model, task.Settings.Beta),
        TrainingMethod.Reward => new RewardObjective(task.Model, RandomSeed.Of(task.Settings.Seed, 1).Value),
        TrainingMethod.Embedding => new SentenceObjective(task.Model),
        TrainingMethod.Grpo or TrainingMethod.Rloo => new PolicyObjective(task, new TextGenerator(task.Model).Answer),
        _ => new WritingObjective(task.Model),
    };
}
