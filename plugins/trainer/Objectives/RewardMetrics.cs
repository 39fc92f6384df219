using LocalAI.Plugins.Trainer.Training;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Objectives;

/// <summary>What is told of pairs of answers.</summary>
internal static class RewardMetrics
{
    /// <summary>Tells of the rewards of the better and the worse answers, by the names of the Hugging Face libraries.</summary>
    public static void Tell(StepMetrics metrics, Tensor chosen, Tensor rejected)
    {
        var (better, worse) = (chosen.detach(), rejected.detach());
        metrics.Add("rewards/chosen", better);
        metrics.Add("rewards/rejected", worse);
        metrics.Add("rewards/margins", better.sub(worse));
        metrics.Add("rewards/accuracies", better.gt(worse));
    }
}
