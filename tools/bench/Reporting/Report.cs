namespace LocalAI.Plugins.Bench.Reporting;

/// <summary>All of a run.</summary>
/// <param name="Machine">Where, and its load before.</param>
/// <param name="LoadAfter">The load average of one minute at the end.</param>
/// <param name="Rounds">Pairs asked for; a measure may have made more.</param>
/// <param name="Results">The measures in their order.</param>
internal sealed record Report(Machine Machine, double LoadAfter, int Rounds, IReadOnlyList<MeasureResult> Results);
