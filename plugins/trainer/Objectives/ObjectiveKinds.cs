using LocalAI.Plugins.Trainer.Training;

namespace LocalAI.Plugins.Trainer.Objectives;

/// <summary>Finds what each training method makes small.</summary>
internal static class ObjectiveKinds
{
    public static Objective Create(TrainingTask task) => new WritingObjective(task.Model);
}
