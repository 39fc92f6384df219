namespace LocalAI.Plugins.Llama.Chat.Formats;

/// <summary>How a model writes the arguments of a call as one value: JSON, or something close to it.</summary>
/// <param name="Open">Begins the arguments: { or (.</param>
/// <param name="Close">Ends them.</param>
/// <param name="Assign">Stands between a name and its value: : or =.</param>
/// <param name="Quote">Stands around strings, and nothing in them is escaped; empty = strings as in JSON.</param>
internal sealed record LiteralSyntax(char Open, char Close, char Assign, string Quote)
{
    public static LiteralSyntax Json { get; } = new('{', '}', ':', "");
}
