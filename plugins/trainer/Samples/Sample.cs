using System.Text.Json;

namespace LocalAI.Plugins.Trainer.Samples;

/// <summary>
/// One thing to learn from. Which properties are there depends on the training method; a text is either plain or a conversation.
/// </summary>
/// <param name="Place">Where it is in its file, for people.</param>
internal sealed record Sample(string Place)
{
    /// <summary>
    /// What is not learnt: the question, or the conversation up to the answer. Empty for plain text. For sentence embeddings the anchor.
    /// </summary>
    public Turns Prompt { get; init; } = Turns.None;

    /// <summary>What is learnt, or the better one of two answers; for sentence embeddings what means the same as the anchor.</summary>
    public Turns Answer { get; init; } = Turns.None;

    /// <summary>The worse answer, or a sentence that means something else; null where there is none.</summary>
    public Turns? Rejected { get; init; }

    /// <summary>Whether the answer is a good one; only for KTO.</summary>
    public bool IsGood { get; init; } = true;

    /// <summary>The tools that the conversation's template shows, as a JSON array; undefined for none.</summary>
    public JsonElement Tools { get; init; }

    /// <summary>Whether the chat template is told that the model thinks first; null where it is told nothing.</summary>
    public bool? EnablesThinking { get; init; }

    /// <summary>The row's other columns, which reward functions may ask for.</summary>
    public IReadOnlyDictionary<string, JsonElement> Columns { get; init; } = new Dictionary<string, JsonElement>();
}
