namespace LocalAI.Plugins.Trainer.Objectives;

/// <summary>Lets the model that is trained write answers.</summary>
internal interface IAnswerGenerator
{
    /// <summary>Writes an answer to each prompt.</summary>
    /// <param name="prompts">Their tokens, at least one each; the same one may be there several times.</param>
    /// <param name="most">Tokens of the longest answer.</param>
    /// <param name="temperature">How random answers are, above 0; 1 for as likely as the model finds them.</param>
    /// <param name="end">The token that ends an answer; null for none.</param>
    /// <param name="seed">Decides about what is random.</param>
    /// <param name="cancellation">Looked at for each token.</param>
    /// <returns>The tokens of each answer, with the one that ended it.</returns>
    IReadOnlyList<int[]> Generate(
        IReadOnlyList<int[]> prompts, int most, double temperature, int? end, ulong seed, CancellationToken cancellation);
}
