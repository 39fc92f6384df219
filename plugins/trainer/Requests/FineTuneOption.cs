namespace LocalAI.Plugins.Trainer.Requests;

/// <summary>One entry that <c>extra_options</c> of StartFineTune may have.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Expects">The values it takes, for messages and documentation.</param>
/// <param name="Default">What is so without it.</param>
/// <param name="Meaning">One sentence.</param>
/// <param name="Apply">The settings with the value; null when the value is not of the form.</param>
internal sealed record FineTuneOption(
    string Name, string Expects, string Default, string Meaning, Func<FineTuneSettings, string, FineTuneSettings?> Apply);
