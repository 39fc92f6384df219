namespace LocalAI.Plugins.Llama.Chat.Formats;

/// <summary>The kinds of ways in which models write tool calls.</summary>
internal enum ToolSyntax
{
    /// <summary>The template renders no tool calls.</summary>
    None,

    /// <summary>The whole call is JSON.</summary>
    JsonNative,

    /// <summary>The name stands between markers, the arguments are one value: JSON or close to it.</summary>
    TagWithJson,

    /// <summary>The name and each argument stand between markers.</summary>
    TagWithTagged,

    /// <summary>The channels of OpenAI's harmony, in which a message says whom it is for.</summary>
    Harmony,
}
