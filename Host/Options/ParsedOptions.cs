namespace LocalAI.Plugins.Host.Options;

/// <summary>What the command line and the environment said.</summary>
/// <param name="Options">The options; only to be used when there are no faults.</param>
/// <param name="Faults">Everything that is wrong, one sentence each.</param>
/// <param name="HelpAsked">Whether the help was asked for.</param>
/// <param name="VersionAsked">Whether the version was asked for.</param>
/// <param name="StartLine">The values in force, for the log; secrets masked.</param>
internal sealed record ParsedOptions(
    ServerOptions Options, IReadOnlyList<string> Faults, bool HelpAsked, bool VersionAsked, string StartLine);
