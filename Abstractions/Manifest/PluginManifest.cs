using System.Text.Json.Serialization;

namespace LocalAI.Plugins.Abstractions;

/// <summary>
/// The manifest of a plugin, <c>plugin.json</c>, read without loading any of its code. <see cref="ManifestReader"/> gives only
/// manifests that passed <see cref="ManifestValidator"/>.
/// </summary>
public sealed record PluginManifest
{
    /// <summary>The abi number that this version of the abstractions implements.</summary>
    public const int CurrentAbi = 1;

    /// <summary>The file's name in a plugin's folder.</summary>
    public const string FileName = "plugin.json";

    /// <summary>The plugin's name: letters, digits, <c>-</c> and <c>_</c>, at most 64.</summary>
    public required string Name { get; init; }

    /// <summary>The version, <c>major.minor.patch</c> with an optional <c>-suffix</c>.</summary>
    public required string Version { get; init; }

    /// <summary>The abi the plugin was compiled against; only <see cref="CurrentAbi"/> is loaded.</summary>
    public required int Abi { get; init; }

    /// <summary>The file name of the engine's assembly, inside the plugin's folder.</summary>
    public required string Assembly { get; init; }

    /// <summary>One line for people.</summary>
    public string Description { get; init; } = "";

    /// <summary>The engine this plugin is a variant of, for example <c>llama</c> for <c>llama-cuda</c>; its own name when absent.</summary>
    public string? Engine { get; init; }

    /// <summary>The RPCs the plugin declares; exactly those its types have interfaces for.</summary>
    public required IReadOnlyList<string> Rpcs { get; init; }

    /// <summary>Which models the plugin takes.</summary>
    public ModelPatterns Models { get; init; } = new();

    /// <summary>The kinds of device the plugin was built for, best first: <c>cpu cuda directml vulkan metal</c>.</summary>
    public required IReadOnlyList<string> Devices { get; init; }

    /// <summary>Decides between plugins that match a model equally well; higher wins.</summary>
    public int Priority { get; init; }

    /// <summary>Whether the plugin brings native libraries.</summary>
    public bool Native { get; init; }

    /// <summary>The RPCs, a part of <see cref="Rpcs"/>, that need no LoadModel.</summary>
    public IReadOnlyList<string> Stateless { get; init; } = [];

    /// <summary>The platforms the plugin runs on, such as <c>linux-x64</c>; empty means all.</summary>
    public IReadOnlyList<string> Rids { get; init; } = [];

    /// <summary>The name shared by the variants of one engine.</summary>
    [JsonIgnore]
    public string EngineName => Engine ?? Name;
}
