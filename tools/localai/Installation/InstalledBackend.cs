namespace LocalAI.CommandLine.Installation;

/// <summary>One backend as LocalAI sees it.</summary>
/// <param name="Name">The folder's name, and the value of <c>backend:</c> in a model's YAML.</param>
/// <param name="Version">The version of its plugins.</param>
/// <param name="Plugins">The plugins in it: one engine, in one or more variants.</param>
internal sealed record InstalledBackend(string Name, string Version, IReadOnlyList<string> Plugins);
