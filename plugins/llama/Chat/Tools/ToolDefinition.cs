using System.Text.Json;

namespace LocalAI.Plugins.Llama.Chat.Tools;

/// <summary>A function that the model may call.</summary>
/// <param name="Name">Its name, not empty.</param>
/// <param name="Parameters">The JSON schema of its arguments; undefined when it has none.</param>
internal sealed record ToolDefinition(string Name, JsonElement Parameters)
{
    private readonly Lazy<ArgumentSchema> _arguments = new(() => ArgumentSchema.Of(Parameters));

    /// <summary>What the schema says about the arguments.</summary>
    public ArgumentSchema Arguments => _arguments.Value;
}
