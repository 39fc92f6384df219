namespace LocalAI.Plugins.Bench.Measures;

/// <summary>One of those who are compared.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="RunAsync">Does the work once and gives the sample.</param>
internal sealed record Side(string Name, Func<CancellationToken, Task<double>> RunAsync);
