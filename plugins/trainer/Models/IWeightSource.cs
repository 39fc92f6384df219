using TorchSharp;

namespace LocalAI.Plugins.Trainer.Models;

/// <summary>Where a model's weights come from: files, or a random generator.</summary>
internal interface IWeightSource
{
    /// <summary>Gives one weight; the caller owns it.</summary>
    /// <param name="name">Its Hugging Face name, such as <c>model.layers.0.mlp.up_proj.weight</c>.</param>
    /// <param name="shape">The sizes it must have, the contiguous one last.</param>
    /// <exception cref="Abstractions.EngineException">It is not there or has another shape.</exception>
    torch.Tensor Take(string name, params long[] shape);
}
