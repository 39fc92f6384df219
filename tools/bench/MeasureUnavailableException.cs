namespace LocalAI.Plugins.Bench;

/// <summary>Something that a measure needs is not on this machine; the message names it.</summary>
internal sealed class MeasureUnavailableException(string message) : Exception(message);
