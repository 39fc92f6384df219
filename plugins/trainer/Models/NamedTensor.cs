using TorchSharp;

namespace LocalAI.Plugins.Trainer.Models;

/// <summary>A tensor of a model under its Hugging Face name.</summary>
internal readonly record struct NamedTensor(string Name, torch.Tensor Tensor);
