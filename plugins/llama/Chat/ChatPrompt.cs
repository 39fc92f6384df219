using LocalAI.Plugins.Llama.Chat.Formats;
using LocalAI.Plugins.Llama.Chat.Parsing;
using LocalAI.Plugins.Llama.Chat.Reasoning;
using LocalAI.Plugins.Llama.Chat.Tools;
using LocalAI.Plugins.Llama.Decoding;
using LocalAI.Plugins.Llama.Sampling;

namespace LocalAI.Plugins.Llama.Chat;

/// <summary>A conversation as the model reads it, and how its answer is written.</summary>
/// <param name="Text">The rendered conversation, without the begin token that tokenising adds.</param>
/// <param name="Format">How the model writes calls and thoughts.</param>
/// <param name="Tools">The functions that may be called; empty for none.</param>
/// <param name="Grammar">What holds the answer to calls that can be parsed; empty for nothing.</param>
/// <param name="ReasoningFormat">Where thoughts go.</param>
/// <param name="ReasoningBudget">Tokens a thought may have; -1 for any number.</param>
/// <param name="StartsInReasoning">Whether the answer begins within a thought.</param>
internal sealed record ChatPrompt(
    string Text, ToolFormat Format, ToolList Tools, GrammarSettings Grammar, ReasoningFormat ReasoningFormat,
    int ReasoningBudget, bool StartsInReasoning)
{
    /// <summary>What ends thoughts that are too long; null for nothing.</summary>
    public Func<ThoughtLimit>? ThoughtLimit => ReasoningBudget < 0 || !Format.Reasoning.Exist
        ? null : () => new ThoughtLimit(Format.Reasoning.Start, Format.Reasoning.End, ReasoningBudget, StartsInReasoning);

    /// <summary>What takes the answer apart.</summary>
    public ChatOutputParser CreateParser() => new(Format, Tools, ReasoningFormat, StartsInReasoning);
}
