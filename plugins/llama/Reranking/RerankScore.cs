namespace LocalAI.Plugins.Llama.Reranking;

/// <summary>What a model says of a document.</summary>
/// <param name="Value">How well it answers the query: the model's own number, of any size.</param>
/// <param name="Tokens">The tokens that were read for it, the query's with them.</param>
internal readonly record struct RerankScore(float Value, int Tokens);
