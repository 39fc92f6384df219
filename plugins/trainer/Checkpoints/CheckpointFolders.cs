using System.Globalization;

namespace LocalAI.Plugins.Trainer.Checkpoints;

/// <summary>Where checkpoints are: <c>checkpoint-STEP</c> in a training's output folder, as the Hugging Face libraries name them.</summary>
internal static class CheckpointFolders
{
    private const string Prefix = "checkpoint-";

    /// <summary>What the names of those contain that are being written, or were when a process ended.</summary>
    private const string Partial = ".part-";

    /// <summary>The folder of a step.</summary>
    public static string Of(string output, int step) =>
        Path.Combine(output, Prefix + step.ToString(CultureInfo.InvariantCulture));

    /// <summary>A new name beside a folder, for while it is not whole.</summary>
    public static string PartialOf(string folder) => $"{folder}{Partial}{Guid.NewGuid().ToString("N")[..8]}";

    /// <summary>The checkpoints of an output folder by their steps; none where it is not there.</summary>
    public static IReadOnlyList<(int Step, string Folder)> Find(string output) =>
        [.. from folder in All(output) let step = StepOf(folder) where step is not null orderby step select (step.Value, folder)];

    /// <summary>Removes what was left when a process ended while it wrote.</summary>
    public static void RemovePartial(string output)
    {
        foreach (var folder in All(output).Where(folder => Path.GetFileName(folder).Contains(Partial, StringComparison.Ordinal)))
            Directory.Delete(folder, recursive: true);
    }

    private static string[] All(string output) => Directory.Exists(output) ? Directory.GetDirectories(output, Prefix + "*") : [];

    private static int? StepOf(string folder)
    {
        var number = Path.GetFileName(folder)[Prefix.Length..];
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var step) ? step : null;
    }
}
