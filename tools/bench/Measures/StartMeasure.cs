using LocalAI.Plugins.Bench.Processes;
using LocalAI.Plugins.Bench.Reporting;

namespace LocalAI.Plugins.Bench.Measures;

/// <summary>How long LocalAI waits for the first OK of run.sh, against the empty service started by a script alike.</summary>
internal sealed class StartMeasure(Workbench bench) : IMeasure
{
    public string Name => "start";

    public string Title => "run.sh to the first Health OK ÷ empty service";

    public string Unit => "ms";

    public Target Target => Target.UpTo(1.5);

    public int LeastRounds => 9;

    public IReadOnlyList<Side> Sides { get; } =
    [
        new Side("host", token => StartAsync(bench.HostScript, token)),
        new Side("empty service", token => StartAsync(Workbench.EmptyServiceScript, token)),
    ];

    public Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task<double> StartAsync(string script, CancellationToken cancellationToken)
    {
        await using var service = await ServiceProcess.StartAsync(script, cancellationToken);
        return service.TimeToFirstOk.TotalMilliseconds;
    }
}
