namespace LocalAI.CommandLine.Stores;

/// <summary>What <c>store import --json</c> and <c>store export --json</c> print.</summary>
/// <param name="Rows">Rows that were read and kept or written.</param>
/// <param name="Dimension">Numbers of a key; 0 where there is none.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="File">The file that was written.</param>
internal sealed record TransferResult(long Rows, int Dimension, double Seconds, string? File);
