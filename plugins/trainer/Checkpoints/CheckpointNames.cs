using LocalAI.Plugins.Trainer.Exporting;
using LocalAI.Plugins.Trainer.Objectives;
using LocalAI.Plugins.Trainer.Training;

namespace LocalAI.Plugins.Trainer.Checkpoints;

/// <summary>What files and tensors are called in checkpoints.</summary>
internal static class CheckpointNames
{
    /// <summary>The file of what the optimizer remembers, without its ending.</summary>
    public const string Optimizer = "optimizer";

    /// <summary>The file of what is trained, without its ending: as the peft library and the Hugging Face libraries name it.</summary>
    public static string Weights(TrainingSettings settings) => settings.Adapter is null ? "model" : "adapter_model";

    /// <summary>The name of a trained tensor in that file.</summary>
    public static string InFile(string name, TrainingSettings settings) =>
        settings.Adapter is not null && name == RewardObjective.HeadName ? PeftAdapterWriter.Prefix + name : name;
}
