namespace LocalAI.Plugins.Vision.Requests;

/// <summary>One name of the <c>Options</c> list of LoadModel.</summary>
/// <param name="Name">Its name; case-sensitive.</param>
/// <param name="Default">The value when it is absent.</param>
/// <param name="Expects">The values it takes, as the user reads it: "an integer from 1 to 256".</param>
/// <param name="Meaning">What it does.</param>
/// <param name="Apply">Sets the value; null when the value is not one of those.</param>
internal sealed record VisionOption(
    string Name, string Default, string Expects, string Meaning, Func<VisionSettings, string?, VisionSettings?> Apply);
