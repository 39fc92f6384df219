namespace LocalAI.Plugins.Llama.Loading;

/// <summary>One name of the <c>Options</c> list of LoadModel.</summary>
/// <param name="Names">Its name and then its other names; case-sensitive.</param>
/// <param name="Default">The value when it is absent.</param>
/// <param name="Expects">The values it takes, as the user reads it: "an integer from 1 to 256".</param>
/// <param name="Meaning">What it does.</param>
/// <param name="Apply">Sets the value (null for a name without a colon); null when the value is not one of those.</param>
internal sealed record LoadOption(
    string[] Names, string Default, string Expects, string Meaning, Func<LoadSettings, string?, LoadSettings?> Apply)
{
    /// <summary>The name that the documentation uses.</summary>
    public string Name => Names[0];

    /// <summary>Whether the engine acts on it; the others are accepted for the configurations that carry them.</summary>
    public bool Used { get; init; } = true;
}
