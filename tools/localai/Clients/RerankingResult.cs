using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Clients;

/// <summary>What <c>rerank --json</c> prints.</summary>
/// <param name="Results">The texts, best first.</param>
/// <param name="Tokens">Tokens that were read for them.</param>
internal sealed record RerankingResult(IReadOnlyList<RankedText> Results, int Tokens)
{
    public static RerankingResult From(RerankResult result) =>
        new([.. result.Results.Select(text => new RankedText(text.Index, text.RelevanceScore, text.Text))], result.Usage.TotalTokens);
}

/// <summary>A text in the order of its score.</summary>
/// <param name="Index">Its place on the command line, from 0.</param>
/// <param name="Score">The model's own number, higher for better.</param>
/// <param name="Text">The text.</param>
internal sealed record RankedText(int Index, float Score, string Text);
