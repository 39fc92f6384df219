namespace LocalAI.Plugins.Llama.Sampling;

/// <summary>A grammar and from where on it holds.</summary>
/// <param name="Text">GBNF; empty constrains nothing.</param>
internal sealed record GrammarSettings(string Text)
{
    public static GrammarSettings None { get; } = new("");

    /// <summary>The rule that the text has to match.</summary>
    public string Root { get; init; } = "root";

    /// <summary>
    /// What switches the grammar on; none for a grammar that holds from the start. Until then any token may come. A word that the
    /// grammar itself can begin with is part of the text it constrains, any other stands before it.
    /// </summary>
    public IReadOnlyList<GrammarTrigger> Triggers { get; init; } = [];

    /// <summary>The places of the keywords of JSON schemas that the grammar does not keep to.</summary>
    public IReadOnlyCollection<string> NotEnforced { get; init; } = [];

    public bool IsEmpty => Text.Length == 0;

    /// <summary>Whether the grammar waits for a trigger.</summary>
    public bool IsLazy => Triggers.Count > 0;

    /// <summary>A grammar that holds from the start.</summary>
    public static implicit operator GrammarSettings(string text) => new(text);
}
