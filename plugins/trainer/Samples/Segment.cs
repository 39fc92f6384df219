namespace LocalAI.Plugins.Trainer.Samples;

/// <summary>A part of a text for a model.</summary>
/// <param name="Text">The part.</param>
/// <param name="IsLearnt">Whether its tokens are learnt; the others are only read.</param>
internal readonly record struct Segment(string Text, bool IsLearnt);
