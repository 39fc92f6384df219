using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Clients;

/// <summary>What a quantisation wrote.</summary>
/// <param name="Status">Always <c>completed</c>.</param>
/// <param name="OutputFile">The path of the file.</param>
/// <param name="FileSizeMb">Its size in units of 1,048,576 bytes.</param>
internal sealed record QuantizationResult(string Status, string OutputFile, double FileSizeMb)
{
    public static QuantizationResult Of(QuantizationProgressUpdate last) =>
        new(last.Status, last.OutputFile, Math.Round(last.ExtraMetrics.GetValueOrDefault("file_size_mb"), 3));
}
