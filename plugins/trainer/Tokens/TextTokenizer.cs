namespace LocalAI.Plugins.Trainer.Tokens;

/// <summary>Turns texts into a model's tokens and back.</summary>
internal abstract class TextTokenizer
{
    /// <summary>Tokens in the vocabulary.</summary>
    public abstract int Count { get; }

    /// <summary>The token that begins a text; null where there is none.</summary>
    public int? Begin { get; init; }

    /// <summary>The token that ends a text; null where there is none.</summary>
    public int? End { get; init; }

    /// <summary>Whether a text that is read begins with <see cref="Begin"/>.</summary>
    public bool AddsBegin { get; init; }

    /// <summary>The tokens of a text, without begin and end. Special tokens written in it, such as an end of turn, are found.</summary>
    /// <param name="text">The text.</param>
    /// <param name="continues">Whether it goes on from another text: some vocabularies put a space before what does not.</param>
    public abstract IReadOnlyList<int> Encode(string text, bool continues = false);

    /// <summary>The text of tokens.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="showsSpecial">Whether special tokens are written; else they are left out.</param>
    public abstract string Decode(IEnumerable<int> tokens, bool showsSpecial);

    /// <summary>The text of one special token, such as <see cref="End"/>; empty for null.</summary>
    public abstract string TextOf(int? token);
}
