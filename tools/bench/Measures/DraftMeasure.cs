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
    private readonly Func<string> _model;
    private readonly string _prompt;
    private readonly List<ServiceProcess> _hosts = [];
    private HostClient? _drafting;
    private HostClient? _plain;
    private string _drafted = "";
    private string _undrafted = "";

    private string _metrics = "";

    private DraftMeasure(Workbench bench, Func<string> model, string prompt)
    {
        _bench = bench;
        _model = model;
        _prompt = prompt;
        Sides =
        [
            new Side("n-gram drafts", TellWithDraftsAsync),
            new Side("no drafts", token => TellAsync(_plain!, text => _undrafted = text, token)),
        ];
    }

    public required string Name { get; init; }

    public required string Title { get; init; }

    public string Unit => "tokens/s";

    public required Target Target { get; init; }

    public IReadOnlyList<Side> Sides { get; }

    public IEnumerable<string> Notes
    {
        get
        {
            if (_drafted.Length > 0 && _undrafted.Length > 0)
                yield return Agreement.Of("with drafts", [_drafted], "without", [_undrafted]);
            if (_metrics.Length > 0)
                yield return $"GetMetrics: {_metrics}";
        }
    }

    /// <summary>What this model makes of its four words repeats itself soon, with 15 words in all.</summary>
    public static DraftMeasure RandomModel(Workbench bench) => new(bench, bench.RandomModel, "ab cd ef gh")
    {
        Name = "ngram-25m",
        Title = "PredictStream of a repetitive text, 1 client, 25M q8_0: n-gram drafts ÷ none",
        Target = Target.From(1.3),
    };

    /// <summary>
    /// Beyond the 512 tokens that it was trained with, the model tells the same sentences again and again. It is so small that a token
    /// of a batch costs no less than one by itself: drafts can only not be in the way.
    /// </summary>
    public static DraftMeasure Stories(Workbench bench) =>
        new(bench, bench.StoriesModel, string.Join(' ', Enumerable.Repeat("Lily and Ben like to play with the red ball.", 12)))
        {
            Name = "ngram-260k",
            Title = "PredictStream of a repetitive text, 1 client, stories260K f32: n-gram drafts ÷ none",
            Target = Target.From(0.95),
        };

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var setup = new ModelSetup(_model(), 1, SlotContext);
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

    private async Task<double> TellWithDraftsAsync(CancellationToken cancellationToken)
    {
        var speed = await TellAsync(_drafting!, text => _drafted = text, cancellationToken);
        _metrics = await _drafting!.DraftMetricsAsync(cancellationToken);
        return speed;
    }

    private async Task<double> TellAsync(HostClient client, Action<string> keep, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        keep(await client.StreamAsync(_prompt, Tokens, cancellationToken));
        return Tokens / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
