namespace LocalAI.Plugins.Llama.Chat.Parsing;

/// <summary>Whether a marker stands at a place.</summary>
internal enum Match
{
    No,

    /// <summary>Its beginning does; more text decides.</summary>
    Maybe,

    Yes,
}
