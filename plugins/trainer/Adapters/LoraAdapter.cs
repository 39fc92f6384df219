using LocalAI.Plugins.Trainer.Models;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Adapters;

/// <summary>A difference of low rank, B·A (https://arxiv.org/abs/2106.09685). B starts at 0, so the model starts as it was.</summary>
internal sealed class LoraAdapter(Tensor down, Tensor up, AdapterSettings settings) : IAdapter
{
    public IEnumerable<NamedTensor> Parameters => [new("lora_A.weight", down), new("lora_B.weight", up)];

    /// <param name="projection">The layer that it is for.</param>
    /// <param name="settings">The rank and strength.</param>
    /// <param name="start">What the first matrix starts with.</param>
    public static LoraAdapter Create(Projection projection, AdapterSettings settings, AdapterStart start) => new(
        start.Uniform(settings.Rank, projection.Inputs), start.Zero(projection.Outputs, settings.Rank), settings);

    public Tensor Forward(Tensor input, bool training)
    {
        var kept = training && settings.Dropout > 0 ? nn.functional.dropout(input, settings.Dropout) : input;
        return nn.functional.linear(nn.functional.linear(kept, down.In(input.dtype)), up.In(input.dtype)).mul(settings.Scale);
    }

    public Tensor Difference() => up.matmul(down).mul(settings.Scale);

    public void Dispose()
    {
        down.Dispose();
        up.Dispose();
    }
}
