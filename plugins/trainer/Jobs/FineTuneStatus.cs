using LocalAI.Plugins.Jobs;

namespace LocalAI.Plugins.Trainer.Jobs;

/// <summary>The words in which a training says where it is; it ends with one of <see cref="JobStatus"/>.</summary>
internal static class FineTuneStatus
{
    public const string LoadingModel = "loading_model";
    public const string LoadingDataset = "loading_dataset";
    public const string Training = "training";
    public const string Saving = "saving";
}
