using LocalAI.Plugins.Imaging;

namespace LocalAI.Plugins.Vision.Decoding;

/// <summary>What a model says may be an object.</summary>
/// <param name="Box">Where, in pixels of the model's input.</param>
/// <param name="Score">How sure it is, 0..1.</param>
/// <param name="Class">What it is.</param>
/// <param name="Row">Its row in the model's output, for what else the row has.</param>
internal readonly record struct Candidate(Box Box, float Score, int Class, int Row);
