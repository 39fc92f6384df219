using LocalAI.Plugins.Bench.Models;
using LocalAI.Plugins.Bench.Peers;
using LocalAI.Plugins.Bench.Processes;
using LocalAI.Plugins.Bench.Reporting;

namespace LocalAI.Plugins.Bench.Measures;

/// <summary>How much later a long prompt is answered when other texts are being written: both sides are the host.</summary>
internal sealed class FirstTokenMeasure : IMeasure
{
    private const int PromptTokens = 400;
    private const int Others = 3;
    private const int SlotContext = 4096;

    private readonly Workbench _bench;
    private ServiceProcess? _host;
    private HostClient? _client;

    /// <summary>The begin token is one of the prompt's.</summary>
    private readonly string _prompt = WordVocabulary.Text(PromptTokens - 1, seed: 7);

    public FirstTokenMeasure(Workbench bench)
    {
        _bench = bench;
        Sides = [new Side("beside 3 streams", BusyAsync), new Side("alone", AloneAsync)];
    }

    public string Name => "first-token";

    public string Title => "time to first token, 400-token prompt beside 3 streams ÷ alone";

    public string Unit => "ms";

    public Target Target => Target.UpTo(4);

    public IReadOnlyList<Side> Sides { get; }

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        _host = await _bench.StartHostAsync(cancellationToken);
        var setup = new ModelSetup(_bench.RandomModel(), Others + 1, SlotContext);
        _client = await HostClient.LoadAsync(_host, setup, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
    }

    private async Task<double> AloneAsync(CancellationToken cancellationToken) =>
        (await _client!.FirstTokenAsync(_prompt, cancellationToken)).TotalMilliseconds;

    private async Task<double> BusyAsync(CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var streams = new List<Task>();
        for (var seed = 1; seed <= Others; seed++)
        {
            var writing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            streams.Add(_client!.StreamOnAsync(WordVocabulary.Text(8, seed), writing, enough.Token));
            await writing.Task;
        }
        var busy = await AloneAsync(cancellationToken);
        await enough.CancelAsync();
        await Task.WhenAll(streams);
        return busy;
    }
}
