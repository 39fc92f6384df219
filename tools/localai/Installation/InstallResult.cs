namespace LocalAI.CommandLine.Installation;

/// <summary>What <c>install --json</c> prints.</summary>
/// <param name="Folder">Where everything was installed.</param>
/// <param name="Host">The shared host's folder.</param>
/// <param name="Backends">The backends, one folder each.</param>
internal sealed record InstallResult(string Folder, string Host, IReadOnlyList<InstalledBackend> Backends);
