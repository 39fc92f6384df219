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
    private const int Tokens = 256;
    private const int SlotContext = 2048;

    private readonly Workbench _bench;
    private readonly int _clients;
    private readonly string[] _prompts;
    private readonly List<NodePeer> _peers = [];
    private ServiceProcess? _host;
    private HostClient? _client;
    private int[][] _promptTokens = [];
    private int[][] _expected = [];
    private string[] _expectedTexts = [];
    private string[] _hostTexts = [];

    public NodeMeasure(Workbench bench, int clients)
    {
        _bench = bench;
        _clients = clients;
        _prompts = WordVocabulary.Texts(clients);
        Sides =
        [
            new Side("host", HostAsync),
            new Side("node-llama-cpp, its threads", token => _peers[0].RunAsync(_promptTokens, Tokens, token)),
            new Side("node-llama-cpp, our threads", token => _peers[1].RunAsync(_promptTokens, Tokens, token)),
        ];
    }

    public string Name => $"node-{_clients}";

    public string Title =>
        $"PredictStream, {(_clients == 1 ? "1 client" : $"{_clients} clients")}, 25M q8_0 ÷ node-llama-cpp in its process";

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
                    yield return $"{name} did not write {Tokens} tokens in a minute and was given up.";
                else if (peer.Written.Length > 0)
                    yield return Agreement.Of(name, peer.Written, "the bare loop", _expected, "tokens");
            }
        }
    }

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var setup = new ModelSetup(_bench.RandomModel(), _clients, SlotContext);
        var script = await NodeInstallation.EnsureAsync(_bench, cancellationToken);
        using (var bare = new BareLoop(_bench.LlamaPlugin, setup))
        {
            _promptTokens = [.. _prompts.Select(prompt => bare.Vocabulary.Tokenize(prompt, addSpecial: true))];
            _expected = bare.Generate(_prompts, Tokens);
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
        _hostTexts = await Task.WhenAll(_prompts.Select(prompt => _client!.StreamAsync(prompt, Tokens, cancellationToken)));
        return _clients * Tokens / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
