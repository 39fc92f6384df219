using LocalAI.Plugins.Abstractions;

namespace LocalAI.CommandLine.Installation;

/// <summary>A plugin folder of dist/.</summary>
internal sealed record DistributedPlugin(DirectoryInfo Folder, PluginManifest Manifest);
