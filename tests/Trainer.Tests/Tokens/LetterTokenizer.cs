using LocalAI.Plugins.Trainer.Tokens;

namespace LocalAI.Plugins.Trainer.Tests.Tokens;

/// <summary>32 tokens: one for each small letter, the space, two marks, the begin and the end; one for all others.</summary>
internal sealed class LetterTokenizer : TextTokenizer
{
    private const string Letters = "^$ .?abcdefghijklmnopqrstuvwxyz#";

    public LetterTokenizer() => (Begin, End, AddsBegin) = (0, 1, true);

    public override int Count => Letters.Length;

    public override IReadOnlyList<int> Encode(string text, bool continues = false) =>
        [.. text.Select(letter => Letters.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var token ? token : Count - 1)];

    public override string Decode(IEnumerable<int> tokens, bool showsSpecial) =>
        string.Concat(tokens.Where(token => showsSpecial || token > 1).Select(token => Letters[token]));

    public override string TextOf(int? token) => token is { } known ? Letters[known].ToString() : "";
}
