using LocalAI.Plugins.Trainer.Losses;
using LocalAI.Plugins.Trainer.Models;
using LocalAI.Plugins.Trainer.Samples;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Objectives;

/// <summary>Learning to write given texts: each learnt token should be likely after those before it.</summary>
internal sealed class WritingObjective(CausalModel model) : Objective(model)
{
    public override int Count(Example example) => example.Texts[0].LearntCount;

    public override Tensor Loss(IReadOnlyList<Example> examples, Pass pass)
    {
        var batch = TokenBatch.Of([.. examples.Select(example => example.Texts[0])], Model.Device);
        return LearntTokens.Of(Model, batch, pass.Training).LogProbabilities.sum().neg();
    }
}
