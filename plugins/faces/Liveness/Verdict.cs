namespace LocalAI.Plugins.Faces.Liveness;

/// <summary>Whether a face is live.</summary>
/// <param name="IsReal">It is: no class is likelier, and the probability reaches the threshold.</param>
/// <param name="Score">The probability that it is, 0..1.</param>
internal readonly record struct Verdict(bool IsReal, float Score);
