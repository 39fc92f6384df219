using System.Text.Json;

namespace LocalAI.Plugins.Trainer.Samples;

/// <summary>A part of a sample's text: as it is, or as messages that the model's chat template writes.</summary>
internal sealed record Turns
{
    private Turns()
    {
    }

    /// <summary>No text.</summary>
    public static Turns None { get; } = new();

    /// <summary>The text; null where there are messages.</summary>
    public string? Text { get; private init; }

    /// <summary>Objects with a <c>role</c>.</summary>
    public IReadOnlyList<JsonElement> Messages { get; private init; } = [];

    /// <summary>Whether there is nothing.</summary>
    public bool IsEmpty => string.IsNullOrEmpty(Text) && Messages.Count == 0;

    public static Turns Of(string text) => new() { Text = text };

    public static Turns Of(IReadOnlyList<JsonElement> messages) => new() { Messages = messages };
}
