using System.Diagnostics;
using System.Globalization;
using LocalAI.Plugins.Bench.Reporting;
using LocalAI.Plugins.Bench.Training;

namespace LocalAI.Plugins.Bench.Measures;

/// <summary>What a step needs beyond the loaded model, with the layers computed again in the backward pass and without.</summary>
internal sealed class TrainCheckpointingMeasure : IMeasure
{
    private const double Mebibyte = 1024 * 1024;

    public string Name => "train-checkpointing";

    public string Title => "memory of a step of 12 layers with checkpointing ÷ without";

    public string Unit => "MiB";

    public Target Target => Target.UpTo(0.7);

    public int WarmUpRounds => 0;

    public int LeastRounds => 3;

    public IReadOnlyList<Side> Sides { get; } =
    [
        new Side("checkpointing", token => GrownAsync([TrainingMemory.Recomputes], token)),
        new Side("keeping all", token => GrownAsync([], token)),
    ];

    public Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task<double> GrownAsync(string[] arguments, CancellationToken cancellationToken)
    {
        using var process = new Process();
        process.StartInfo = new ProcessStartInfo(Environment.ProcessPath!, [TrainingMemory.Verb, .. arguments])
        {
            RedirectStandardOutput = true,
        };
        process.Start();
        var printed = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? double.Parse(printed, CultureInfo.InvariantCulture) / Mebibyte
            : throw new InvalidOperationException($"The training ended with the exit code {process.ExitCode}.");
    }
}
