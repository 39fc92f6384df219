namespace LocalAI.Plugins.Bench.Reporting;

/// <summary>How busy the machine was around a measure.</summary>
/// <param name="Before">The load average of one minute before it.</param>
/// <param name="After">The same behind it, when most of the load is the measure's own.</param>
/// <param name="OtherCores">Cores that others kept busy meanwhile, on average.</param>
internal sealed record MachineLoad(double Before, double After, double OtherCores);
