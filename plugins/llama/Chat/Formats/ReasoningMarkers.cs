namespace LocalAI.Plugins.Llama.Chat.Formats;

/// <summary>What stands around a model's reasoning; both empty where it has none.</summary>
/// <param name="Start">Begins it, without the white space around; empty where only the end is written.</param>
/// <param name="End">Ends it, without the white space around.</param>
internal sealed record ReasoningMarkers(string Start, string End)
{
    public static ReasoningMarkers None { get; } = new("", "");

    /// <summary>What most models write, also those whose templates do not show it.</summary>
    public static ReasoningMarkers Usual { get; } = new("<think>", "</think>");

    public bool Exist => End.Length > 0;

    /// <summary>Whether a prompt ends within reasoning, so that the answer begins there.</summary>
    public bool AreOpenAtEndOf(string prompt) => Start.Length > 0 && prompt.AsSpan().TrimEnd().EndsWith(Start, StringComparison.Ordinal);
}
