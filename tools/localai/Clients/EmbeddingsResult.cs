namespace LocalAI.CommandLine.Clients;

/// <summary>What <c>embed --json</c> prints.</summary>
/// <param name="Dimension">Numbers in a vector.</param>
/// <param name="Embeddings">The vectors, in the order of the texts.</param>
/// <param name="Cosine">Their similarities, 1 on the diagonal; absent for one text.</param>
internal sealed record EmbeddingsResult(int Dimension, IReadOnlyList<IReadOnlyList<float>> Embeddings, IReadOnlyList<IReadOnlyList<double>>? Cosine);
