using LocalAI.Plugins.Quantizing;
namespace LocalAI.Plugins.Llama.Quantizing;

/// <summary>One entry that <c>extra_options</c> may have.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Expects">The values it takes, for messages and documentation.</param>
/// <param name="Default">What is so without it.</param>
/// <param name="Meaning">One sentence.</param>
/// <param name="Apply">The settings with the value; null when the value is not of the form.</param>
internal sealed record QuantizationOption(
    string Name, string Expects, string Default, string Meaning,
    Func<QuantizationSettings, string, QuantizationSettings?> Apply);
