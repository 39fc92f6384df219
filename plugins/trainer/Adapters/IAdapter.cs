using LocalAI.Plugins.Trainer.Models;
using TorchSharp;

namespace LocalAI.Plugins.Trainer.Adapters;

/// <summary>A small trained difference to a linear layer whose weight stays as it is.</summary>
internal interface IAdapter : IDisposable
{
    /// <summary>The trained tensors, under the names that the peft library gives them within a layer.</summary>
    IEnumerable<NamedTensor> Parameters { get; }

    /// <summary>What is added to the layer's output.</summary>
    /// <param name="input">[…, inputs].</param>
    /// <param name="training">Whether elements of the input are dropped.</param>
    torch.Tensor Forward(torch.Tensor input, bool training);

    /// <summary>What is added to the layer's weight: [outputs, inputs].</summary>
    torch.Tensor Difference();
}
