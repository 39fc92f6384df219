using System.Diagnostics;
using LocalAI.Plugins.Bench.Peers;
using LocalAI.Plugins.Bench.Processes;
using LocalAI.Plugins.Bench.Reporting;

namespace LocalAI.Plugins.Bench.Measures;

/// <summary>Tokens per second of a text that repeats itself, with n-gram drafts and without: both sides are the host.</summary>
internal sealed class DraftMeasure : IMeasure
{
    private const int Tokens = 1024;
    private const int SlotContext = 2048;

    private readonly Workbench _bench;
    /// <summary>Two words over and over: what the model makes of them soon repeats itself, too.</summary>
    private readonly string _prompt = string.Join(' ', Enumerable.Repeat("up sx", 48));
    private readonly List<ServiceProcess> _hosts = [];
    private HostClient? _drafting;
    private HostClient? _plain;
    private string _drafted = "";
    private string _undrafted = "";

    public DraftMeasure(Workbench bench)
    {
        _bench = bench;
        Sides =
        [
            new Side("n-gram drafts", token => TellAsync(_drafting!, text => _drafted = text, token)),
            new Side("no drafts", token => TellAsync(_plain!, text => _undrafted = text, token)),
        ];
    }

    public string Name => "ngram-25m";

    public string Title => "PredictStream of a repetitive text, 1 client, 25M q8_0: n-gram drafts ÷ none";

    public string Unit => "tokens/s";

    public Target Target => Target.From(1.3);

    public IReadOnlyList<Side> Sides { get; }

    public IEnumerable<string> Notes
    {
        get
        {
            if (_drafted.Length > 0 && _undrafted.Length > 0)
                yield return Agreement.Of("with drafts", [_drafted], "without", [_undrafted]);
        }
    }

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var setup = new ModelSetup(_bench.RandomModel(), 1, SlotContext);
        _drafting = await StartAsync(setup with { Options = ["spec_type:ngram-simple"] }, cancellationToken);
        _plain = await StartAsync(setup, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
            await host.DisposeAsync();
    }

    private async Task<HostClient> StartAsync(ModelSetup setup, CancellationToken cancellationToken)
    {
        var host = await _bench.StartHostAsync(cancellationToken);
        _hosts.Add(host);
        return await HostClient.LoadAsync(host, setup, cancellationToken);
    }

    private async Task<double> TellAsync(HostClient client, Action<string> keep, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        keep(await client.StreamAsync(_prompt, Tokens, cancellationToken));
        return Tokens / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
