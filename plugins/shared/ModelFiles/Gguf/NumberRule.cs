namespace LocalAI.Plugins.ModelFiles.Gguf;

/// <summary>The values of a model's key that llama.cpp can work with.</summary>
/// <param name="Name">The key without the architecture's name.</param>
/// <param name="Type">The type it must have: u32, f32, bool or str.</param>
/// <param name="Least">Its least value.</param>
/// <param name="Most">Its greatest value.</param>
/// <param name="Required">Whether a model must have it.</param>
/// <param name="PerLayer">Whether it may be an array with one value for each layer.</param>
internal sealed record NumberRule(
    string Name, GgufType Type, double Least, double Most, bool Required = false, bool PerLayer = false);
