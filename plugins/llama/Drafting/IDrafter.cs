namespace LocalAI.Plugins.Llama.Drafting;

/// <summary>Guesses how the text of a slot goes on. Used by the decode loop's thread alone.</summary>
internal interface IDrafter : IDisposable
{
    /// <summary>Adds guesses, the next token first.</summary>
    /// <param name="slot">The slot's number.</param>
    /// <param name="text">The tokens that the slot has computed.</param>
    /// <param name="next">The token that follows them, which is about to be computed.</param>
    /// <param name="most">How many tokens to guess at most, from 1.</param>
    /// <param name="draft">Takes the guesses; empty when handed in.</param>
    void Draft(int slot, ReadOnlySpan<int> text, int next, int most, List<int> draft);
}
