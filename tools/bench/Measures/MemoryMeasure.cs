using System.Globalization;
using LocalAI.Plugins.Bench.Processes;
using LocalAI.Plugins.Bench.Reporting;

namespace LocalAI.Plugins.Bench.Measures;

/// <summary>What a process that answered one Health holds in memory while it waits for more.</summary>
internal sealed class MemoryMeasure : IMeasure
{
    private const double Mebibyte = 1024 * 1024;

    /// <summary>For what a start leaves to be done behind its first answer.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    private readonly List<double> _hostProportional = [];
    private readonly List<double> _emptyProportional = [];

    public MemoryMeasure(Workbench bench) => Sides =
    [
        new Side("host", token => HeldAsync(bench.HostScript, _hostProportional, token)),
        new Side("empty service", token => HeldAsync(Workbench.EmptyServiceScript, _emptyProportional, token)),
    ];

    public string Name => "memory";

    public string Title => "resident memory after one Health ÷ empty service";

    public string Unit => "MiB";

    public Target Target => Target.UpTo(1.5);

    public int WarmUpRounds => 0;

    public IReadOnlyList<Side> Sides { get; }

    public IEnumerable<string> Notes
    {
        get
        {
            var host = Spread.Of(_hostProportional).Median;
            var empty = Spread.Of(_emptyProportional).Median;
            yield return string.Create(CultureInfo.InvariantCulture,
                $"With shared pages counted in part (Pss): {host:0.0} MiB ÷ {empty:0.0} MiB = {host / empty:0.00}.");
        }
    }

    public Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task<double> HeldAsync(string script, List<double> proportional, CancellationToken cancellationToken)
    {
        await using var service = await ServiceProcess.StartAsync(script, cancellationToken);
        await Task.Delay(Settling, cancellationToken);
        var memory = service.Memory;
        proportional.Add(memory.Proportional / Mebibyte);
        return memory.Resident / Mebibyte;
    }
}
