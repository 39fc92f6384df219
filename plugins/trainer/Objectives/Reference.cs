using LocalAI.Plugins.Trainer.Losses;
using LocalAI.Plugins.Trainer.Models;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Objectives;

/// <summary>A model as it was before training: without its adapters, or, where its weights are trained, a copy of them.</summary>
internal sealed class Reference : IDisposable
{
    private readonly CausalModel _model;
    private readonly CausalModel? _copy;

    /// <param name="model">The trained model, which has not been trained yet.</param>
    /// <param name="isWhole">Whether its weights are trained.</param>
    /// <param name="longest">Tokens of the longest text.</param>
    public Reference(CausalModel model, bool isWhole, int longest)
    {
        _model = model;
        _copy = isWhole
            ? new CausalModel(model.Shape, new Copy(model), longest, model.Weights[0].Tensor.dtype, model.Device) : null;
    }

    /// <summary>How likely it finds the learnt tokens of a batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="temperature">What logits are divided by.</param>
    public Tensor LogProbabilities(TokenBatch batch, double temperature)
    {
        using var _ = no_grad();
        using var without = new WithoutAdapters(_model);
        return LearntTokens.Of(_copy ?? _model, batch, training: false, temperature).LogProbabilities;
    }

    public void Dispose() => _copy?.Dispose();

    private sealed class Copy(CausalModel model) : IWeightSource
    {
        private readonly Dictionary<string, Tensor> _weights = model.Weights.ToDictionary(weight => weight.Name, weight => weight.Tensor);

        public Tensor Take(string name, params long[] shape) => _weights[name].detach().clone();
    }
}
