using LocalAI.Plugins.Llama.Sampling;

namespace LocalAI.Plugins.Llama.Decoding;

/// <summary>Text that one or more tokens added.</summary>
/// <param name="Text">Whole UTF-8 characters.</param>
/// <param name="Logprobs">The tokens behind the text, when probabilities were asked for.</param>
internal readonly record struct GenerationChunk(byte[] Text, IReadOnlyList<TokenLogprob> Logprobs);
