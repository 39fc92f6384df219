namespace LocalAI.Plugins.Quantizing;

/// <summary>Hears how far the work is, on the threads that do it, one call at a time.</summary>
/// <param name="phase">What is being done.</param>
/// <param name="share">The part of the whole work that is done, never falling, from 0 to 1.</param>
/// <param name="message">What is in work, for people.</param>
internal delegate void QuantizationReport(QuantizationPhase phase, double share, string message);
