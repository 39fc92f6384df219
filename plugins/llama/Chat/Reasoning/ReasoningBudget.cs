using LocalAI.Plugins.Llama.Chat.Formats;

namespace LocalAI.Plugins.Llama.Chat.Reasoning;

/// <summary>
/// Counts the tokens of a thought and ends it when they are used up (the option enable_reasoning). The decode loop asks after each
/// token; what it gets it takes as the model's next text: tokenised, given to the samplers and the parser, and decoded like any other.
/// A thought ends only between whole characters, which is where the parser has read to.
/// </summary>
/// <param name="tokens">The most tokens of a thought: 0 = none, -1 = any number.</param>
/// <param name="markers">What stands around thoughts.</param>
internal sealed class ReasoningBudget(int tokens, ReasoningMarkers markers)
{
    private int _left = tokens;

    /// <summary>Whether there is a limit at all, and so something to count.</summary>
    public bool IsLimited { get; } = tokens >= 0 && markers.Exist;

    /// <summary>Whether thinking is off from the start: the template is to be rendered with enable_thinking = false.</summary>
    public bool IsOff { get; } = tokens == 0;

    /// <summary>What ends a thought: control tokens stand alone, tags in lines of their own.</summary>
    public string Ending { get; } = markers.End.Contains('|', StringComparison.Ordinal) ? markers.End : $"\n{markers.End}\n\n";

    /// <summary>Counts a token.</summary>
    /// <param name="isReasoning">Whether the answer is within a thought behind the token: <c>ChatOutputParser.IsReasoning</c>.</param>
    /// <returns>The text that must come next; null when the model goes on by itself.</returns>
    public string? Count(bool isReasoning)
    {
        if (!IsLimited || !isReasoning)
            return null;
        if (_left-- > 0)
            return null;
        // A second thought of the same answer ends at once.
        _left = 0;
        return Ending;
    }
}
