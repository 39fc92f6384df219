using LocalAI.Plugins.Llama.Chat.Tools;

namespace LocalAI.Plugins.Llama.Chat;

/// <summary>A conversation as the model reads it.</summary>
internal sealed record ChatPrompt
{
    /// <summary>The rendered conversation, without the begin token that tokenising adds.</summary>
    public required string Text { get; init; }

    /// <summary>The functions that may be called; empty for none.</summary>
    public ToolList Tools { get; init; } = ToolList.Empty;

    /// <summary>Whether the answer begins within a thought.</summary>
    public bool StartsInReasoning { get; init; }
}
