namespace LocalAI.Plugins.Llama.Grammars.Gbnf;

/// <summary>How far a text has been read by a grammar.</summary>
/// <param name="Stacks">The ways in which it can be read, of which there is at least one.</param>
/// <param name="Character">What the text ends within.</param>
internal sealed record GrammarPlace(int[] Stacks, Utf8Character Character)
{
    /// <summary>Whether the text may end here.</summary>
    public bool MayEnd => !Character.IsOpen && Stacks.Contains(GrammarStacks.Empty);
}
