using System.CommandLine;

namespace LocalAI.Plugins.Forge.Commands;

/// <summary><c>--plugin</c>: the engine that models are measured with.</summary>
internal static class PluginOption
{
    public static Option<DirectoryInfo> Create() => new("--plugin")
    {
        HelpName = "DIR",
        Description = "The folder of the llama plugin",
        DefaultValueFactory = _ => new DirectoryInfo(Path.Combine("dist", "plugins", "llama")),
    };
}
