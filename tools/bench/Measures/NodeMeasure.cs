using System.Diagnostics;
using LocalAI.Plugins.Bench.Models;
using LocalAI.Plugins.Bench.Peers;
using LocalAI.Plugins.Bench.Processes;
using LocalAI.Plugins.Bench.Reporting;

namespace LocalAI.Plugins.Bench.Measures;

/// <summary>
/// Tokens per second of PredictStream against node-llama-cpp inside its own process, with the same release of llama.cpp and the
/// same file: once with the threads it chooses, once with ours; the better counts.
/// </summary>
internal sealed class NodeMeasure : IMeasure
{
    private readonly Workbench _bench;
    private readonly Func<string> _model;
    private readonly string[] _prompts;
    private readonly int _slotContext;
    private readonly int _tokens;
    private readonly int _repeats;
    private readonly List<NodePeer> _peers = [];
    private ServiceProcess? _host;
    private HostClient? _client;
    private int[][] _promptTokens = [];
    private int[][] _expected = [];
    private string[] _expectedTexts = [];
    private string[] _hostTexts = [];

    private NodeMeasure(Workbench bench, Func<string> model, string[] prompts, int slotContext, int tokens, int repeats)
    {
        _bench = bench;
        _model = model;
        _prompts = prompts;
        _slotContext = slotContext;
        _tokens = tokens;
        _repeats = repeats;
        Sides =
        [
            new Side("host", HostAsync),
            new Side("node-llama-cpp, its threads", token => PeerAsync(_peers[0], token)),
            new Side("node-llama-cpp, our threads", token => PeerAsync(_peers[1], token)),
        ];
    }

    public required string Name { get; init; }

    public required string Title { get; init; }

    public string Unit => "tokens/s";

    public Target Target => Target.From(1.5);

    public IReadOnlyList<Side> Sides { get; }

    public IEnumerable<string> Notes
    {
        get
        {
            if (_hostTexts.Length > 0)
                yield return Agreement.Of("the host", _hostTexts, "the bare loop", _expectedTexts);
            foreach (var peer in _peers)
            {
                var name = $"node-llama-cpp ({peer.Release}, {peer.Threads} threads)";
                if (peer.GaveUp)
                    yield return $"{name} did not write {_tokens} tokens in {NodePeer.Limit.TotalSeconds} s and was given up.";
                else if (peer.Written.Length > 0)
                    yield return Agreement.Of(name, peer.Written, "the bare loop", _expected, "tokens");
            }
        }
    }

    public static NodeMeasure RandomModel(Workbench bench, int clients) =>
        new(bench, bench.RandomModel, WordVocabulary.Texts(clients), slotContext: 2048, tokens: 256, repeats: 1)
        {
            Name = $"node-25m-{clients}",
            Title = $"PredictStream, {clients} {(clients == 1 ? "client" : "clients")}, 25M q8_0 ÷ node-llama-cpp in process",
        };

    public static NodeMeasure Stories(Workbench bench, int clients) =>
        new(bench, bench.StoriesModel, [.. Enumerable.Repeat("Once upon a time", clients)], slotContext: 512, tokens: 128, repeats: 8)
        {
            Name = $"node-260k-{clients}",
            Title = $"PredictStream, {clients} {(clients == 1 ? "client" : "clients")}, stories260K f32 ÷ node-llama-cpp in process",
        };

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var setup = new ModelSetup(_model(), _prompts.Length, _slotContext);
        var script = await NodeInstallation.EnsureAsync(_bench, cancellationToken);
        using (var bare = new BareLoop(_bench.LlamaPlugin, setup))
        {
            _promptTokens = [.. _prompts.Select(prompt => bare.Vocabulary.Tokenize(prompt, addSpecial: true))];
            _expected = bare.Generate(_prompts, _tokens);
            _expectedTexts = [.. _expected.Select(bare.TextOf)];
        }
        _host = await _bench.StartHostAsync(cancellationToken);
        _client = await HostClient.LoadAsync(_host, setup, cancellationToken);
        foreach (var threads in (int[])[0, setup.Threads])
            _peers.Add(await NodePeer.StartAsync(script, setup, threads, cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var peer in _peers)
            await peer.DisposeAsync();
        if (_host is not null)
            await _host.DisposeAsync();
    }

    private async Task<double> HostAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < _repeats; i++)
            _hostTexts = await Task.WhenAll(_prompts.Select(prompt => _client!.StreamAsync(prompt, _tokens, cancellationToken)));
        return Rate(Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    private async Task<double> PeerAsync(NodePeer peer, CancellationToken cancellationToken)
    {
        var seconds = 0d;
        for (var i = 0; i < _repeats; i++)
            seconds += await peer.RunAsync(_promptTokens, _tokens, cancellationToken);
        return Rate(seconds);
    }

    private double Rate(double seconds) => _repeats * _prompts.Length * _tokens / seconds;
}
