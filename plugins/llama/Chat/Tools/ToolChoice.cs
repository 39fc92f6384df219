using System.Text.Json;
using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Llama.Chat.Tools;

/// <summary>Whether the model may or must call functions.</summary>
/// <param name="Mode">Which of them.</param>
/// <param name="Name">The only function it may call; empty = any.</param>
internal sealed record ToolChoice(ToolChoiceMode Mode, string Name = "")
{
    public static ToolChoice Auto { get; } = new(ToolChoiceMode.Auto);

    /// <summary>Reads ToolChoice: a plain word, the same as a JSON string, or an object that names a function.</summary>
    /// <exception cref="EngineException">The text is none of these, or the function is not offered.</exception>
    public static ToolChoice Read(string text, ToolList tools)
    {
        text = text.Trim();
        if (text.Length == 0 || tools.Tools.Count == 0)
            return Auto;
        if (text[0] is not ('{' or '"'))
            return Word(text);
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind == JsonValueKind.String)
                return Word(document.RootElement.GetString()!);
            return Named(document.RootElement, tools) ?? throw Refuse(text);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Refuse(text);
        }
    }

    private static ToolChoice Word(string word) => word.ToUpperInvariant() switch
    {
        "" or "AUTO" => Auto,
        "NONE" => new ToolChoice(ToolChoiceMode.None),
        "REQUIRED" or "ANY" => new ToolChoice(ToolChoiceMode.Required),
        _ => throw Refuse(word),
    };

    private static ToolChoice? Named(JsonElement choice, ToolList tools)
    {
        if (choice.TryGetProperty("function", out var function) && function.ValueKind == JsonValueKind.Object)
            choice = function;
        if (choice.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String)
        {
            return tools.Contains(name.GetString()!)
                ? new ToolChoice(ToolChoiceMode.Required, name.GetString()!)
                : throw new EngineException(EngineFailure.InvalidInput,
                    $"ToolChoice names the function {Shortened(name.GetString()!)}, which is not in Tools; name one that is.");
        }
        return choice.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && !type.ValueEquals("function")
            ? Word(type.GetString()!)
            : null;
    }

    private static EngineException Refuse(string text) => new(EngineFailure.InvalidInput,
        $"ToolChoice is {Shortened(text)}; give auto, none, required or {{\"type\": \"function\", \"function\": {{\"name\": …}}}}.");

    private static string Shortened(string text) => text.Length <= 100 ? text : text[..100] + "…";
}
