using System.Diagnostics;
using LocalAI.Plugins.Bench.Models;
using LocalAI.Plugins.Bench.Peers;
using LocalAI.Plugins.Bench.Processes;
using LocalAI.Plugins.Bench.Reporting;

namespace LocalAI.Plugins.Bench.Measures;

/// <summary>Tokens per second of PredictStream, from the call to the end of the text, against the bare loop.</summary>
internal sealed class StreamMeasure : IMeasure
{
    private readonly Workbench _bench;
    private readonly Func<string> _model;
    private readonly string[] _prompts;
    private readonly int _slotContext;
    private readonly int _tokens;
    private readonly int _repeats;
    private ServiceProcess? _host;
    private BareLoop? _bare;
    private HostClient? _client;
    private string[] _hostTexts = [];
    private string[] _bareTexts = [];

    private StreamMeasure(Workbench bench, Func<string> model, string[] prompts, int slotContext, int tokens, int repeats)
    {
        _bench = bench;
        _model = model;
        _prompts = prompts;
        _slotContext = slotContext;
        _tokens = tokens;
        _repeats = repeats;
        Sides = [new Side("host", HostAsync), new Side("bare loop", _ => Task.FromResult(Bare()))];
    }

    public required string Name { get; init; }

    public required string Title { get; init; }

    public required Target Target { get; init; }

    public string Unit => "tokens/s";

    /// <summary>The targets are closer to 1 than two runs of the same side often are to each other.</summary>
    public int LeastRounds => 11;

    public IReadOnlyList<Side> Sides { get; }

    public IEnumerable<string> Notes
    {
        get
        {
            if (_hostTexts.Length > 0 && _bareTexts.Length > 0)
                yield return Agreement.Of("the host", _hostTexts, "the bare loop", _bareTexts);
        }
    }

    public static StreamMeasure RandomModel(Workbench bench) =>
        new(bench, bench.RandomModel, WordVocabulary.Texts(1), slotContext: 2048, tokens: 256, repeats: 4)
        {
            Name = "stream-25m",
            Title = "PredictStream, 1 client, 25M q8_0 ÷ bare decode loop",
            Target = Target.From(0.95),
        };

    public static StreamMeasure Stories(Workbench bench) =>
        new(bench, bench.StoriesModel, ["Once upon a time"], slotContext: 512, tokens: 256, repeats: 8)
        {
            Name = "stream-260k",
            Title = "PredictStream, 1 client, stories260K f32 ÷ bare decode loop",
            Target = Target.From(0.60),
        };

    public static StreamMeasure FourClients(Workbench bench) =>
        new(bench, bench.RandomModel, WordVocabulary.Texts(4), slotContext: 2048, tokens: 256, repeats: 1)
        {
            Name = "batch-25m",
            Title = "PredictStream, 4 clients on 4 slots, 25M q8_0 ÷ bare batch of 4",
            Target = Target.From(0.90),
        };

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var setup = new ModelSetup(_model(), _prompts.Length, _slotContext);
        _host = await _bench.StartHostAsync(cancellationToken);
        _client = await HostClient.LoadAsync(_host, setup, cancellationToken);
        _bare = new BareLoop(_bench.LlamaPlugin, setup);
    }

    public async ValueTask DisposeAsync()
    {
        _bare?.Dispose();
        if (_host is not null)
            await _host.DisposeAsync();
    }

    private async Task<double> HostAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < _repeats; i++)
            _hostTexts = await Task.WhenAll(_prompts.Select(prompt => _client!.StreamAsync(prompt, _tokens, cancellationToken)));
        return Rate(started);
    }

    private double Bare()
    {
        int[][] written = [];
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < _repeats; i++)
            written = _bare!.Generate(_prompts, _tokens);
        var rate = Rate(started);
        _bareTexts = [.. written.Select(_bare!.TextOf)];
        return rate;
    }

    private double Rate(long started) => _repeats * _prompts.Length * _tokens / Stopwatch.GetElapsedTime(started).TotalSeconds;
}
