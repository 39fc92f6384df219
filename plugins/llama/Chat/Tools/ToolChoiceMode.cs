namespace LocalAI.Plugins.Llama.Chat.Tools;

/// <summary>Whether a model calls functions.</summary>
internal enum ToolChoiceMode
{
    /// <summary>As it likes.</summary>
    Auto,

    /// <summary>It does not; text that looks like a call is text.</summary>
    None,

    /// <summary>It calls at least one.</summary>
    Required,
}
