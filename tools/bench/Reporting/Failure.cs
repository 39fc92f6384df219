namespace LocalAI.Plugins.Bench.Reporting;

/// <summary>Why a measure has no figures.</summary>
/// <param name="Reason">One sentence.</param>
/// <param name="IsError">False when the machine only lacks something that the measure needs.</param>
internal sealed record Failure(string Reason, bool IsError);
