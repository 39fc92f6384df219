using LocalAI.Plugins.Bench.Measures;
using LocalAI.Plugins.Bench.Reporting;
using Spectre.Console;

namespace LocalAI.Plugins.Bench;

/// <summary>Runs the measures one after the other; one that fails does not end the run.</summary>
internal sealed class BenchRun(IAnsiConsole console, int rounds, string[] only)
{
    public async Task<Report> RunAsync(CancellationToken cancellationToken)
    {
        var machine = Machine.Read();
        console.MarkupLineInterpolated($"[grey]{machine}[/]");
        var results = new List<MeasureResult>();
        foreach (var measure in Catalog.All(new Workbench()))
        {
            if (only.Length == 0 || only.Contains(measure.Name))
                results.Add(await MeasureAsync(measure, cancellationToken));
        }
        return new Report(machine, LoadWatch.Average(), rounds, results);
    }

    private async Task<MeasureResult> MeasureAsync(IMeasure measure, CancellationToken cancellationToken)
    {
        var load = LoadWatch.Start();
        Failure? failure = null;
        var samples = new Samples();
        try
        {
            await using (measure)
                await CompareAsync(measure, samples, cancellationToken);
        }
        catch (MeasureUnavailableException e)
        {
            failure = new Failure(e.Message, IsError: false);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            failure = new Failure($"{e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}", IsError: true);
        }
        var result = new MeasureResult(measure, samples, failure, load.Stop());
        console.MarkupLineInterpolated($"{measure.Name}: {result.Summary}");
        return result;
    }

    /// <summary>Ours and the references in turn, round by round: what disturbs the machine disturbs them alike.</summary>
    private async Task CompareAsync(IMeasure measure, Samples samples, CancellationToken cancellationToken)
    {
        console.MarkupLineInterpolated($"[grey]{measure.Name}: preparing[/]");
        await measure.PrepareAsync(cancellationToken);
        for (var i = 0; i < measure.WarmUpRounds; i++)
        {
            foreach (var side in measure.Sides)
                await side.RunAsync(cancellationToken);
        }
        for (var round = 0; round < Math.Max(rounds, measure.LeastRounds); round++)
        {
            foreach (var side in measure.Sides)
                samples.Add(side.Name, await side.RunAsync(cancellationToken));
        }
    }
}
