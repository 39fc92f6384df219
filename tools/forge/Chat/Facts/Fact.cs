using LocalAI.Plugins.Forge.Grammar;

namespace LocalAI.Plugins.Forge.Chat.Facts;

/// <summary>Something that the model knows, and how people ask for it.</summary>
/// <param name="Questions">The questions, as phrases.</param>
/// <param name="Answer">The answer, as a phrase.</param>
/// <param name="Thought">What one thinks before answering, as a phrase.</param>
/// <param name="Slots">What fills the phrases; <c>key</c> is the word that makes the answer right.</param>
internal sealed record Fact(Wordings Questions, string Answer, string Thought, Slots Slots)
{
    /// <summary>How one asks for it when the question before was for one of the same kind; null where one cannot.</summary>
    public Wordings? FollowUps { get; init; }

    /// <summary>The word that makes the answer right.</summary>
    public string Key => Slots["key"];

    /// <summary>Asks for it.</summary>
    public string Ask(Writer writer) => writer.Say(Questions, Slots);

    /// <summary>Asks for it behind another of its kind.</summary>
    public string AskAfter(Writer writer) => writer.Say(FollowUps!, Slots);

    /// <summary>The assistant's answer.</summary>
    public Message Reply(Writer writer) => writer.Answer(writer.Say(Answer, Slots), writer.Say(Thought, Slots));
}
