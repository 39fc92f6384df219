using LocalAI.Plugins.OnnxRuntime;
using LocalAI.Plugins.Vision.Families;
using LocalAI.Plugins.Vision.Labels;

namespace LocalAI.Plugins.Vision.Loading;

/// <summary>An open model with all that its use needs.</summary>
/// <param name="Model">The model; who has this disposes of it.</param>
/// <param name="Inputs">What it takes.</param>
/// <param name="Family">Of which family it is.</param>
/// <param name="Head">How it is used.</param>
/// <param name="Labels">What its classes are called.</param>
internal sealed record LoadedModel(OnnxModel Model, ModelInputs Inputs, IDetectionFamily Family, IHead Head, ClassLabels Labels);
