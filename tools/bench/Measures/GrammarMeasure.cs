using System.Diagnostics;
using LocalAI.Plugins.Bench.Models;
using LocalAI.Plugins.Bench.Peers;
using LocalAI.Plugins.Bench.Processes;
using LocalAI.Plugins.Bench.Reporting;

namespace LocalAI.Plugins.Bench.Measures;

/// <summary>Tokens per second of a text held to a JSON schema and of one that is free; both sides are one host.</summary>
internal sealed class GrammarMeasure : IMeasure
{
    private const int Tokens = 256;
    private const int SlotContext = 2048;

    /// <summary>A string that may go on for ever, so that both texts have the same number of tokens.</summary>
    private const string Schema =
        """{"type": "object", "properties": {"story": {"type": "string", "pattern": "^[a-z ]*$"}}, "required": ["story"]}""";

    private readonly Workbench _bench;
    private readonly string _prompt = WordVocabulary.Text(words: 8, seed: 1);
    private ServiceProcess? _host;
    private HostClient? _client;
    private string _held = "";

    public GrammarMeasure(Workbench bench)
    {
        _bench = bench;
        Sides = [new Side("held to a schema", HeldAsync), new Side("free", token => TellAsync("", token))];
    }

    public string Name => "grammar-25m";

    public string Title => "PredictStream held to a JSON schema ÷ free, 1 client, 25M q8_0";

    public string Unit => "tokens/s";

    public Target Target => Target.From(0.7);

    public int LeastRounds => 11;

    public IReadOnlyList<Side> Sides { get; }

    public IEnumerable<string> Notes
    {
        get
        {
            if (_held.Length > 0)
                yield return $"the held text begins with {_held[..Math.Min(40, _held.Length)]}…";
        }
    }

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        _host = await _bench.StartHostAsync(cancellationToken);
        _client = await HostClient.LoadAsync(_host, new ModelSetup(_bench.RandomModel(), 1, SlotContext), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
    }

    private Task<double> HeldAsync(CancellationToken cancellationToken) => TellAsync(Schema, cancellationToken, text => _held = text);

    private async Task<double> TellAsync(string grammar, CancellationToken cancellationToken, Action<string>? keep = null)
    {
        var started = Stopwatch.GetTimestamp();
        var text = await _client!.StreamAsync(_prompt, Tokens, cancellationToken, request => request.Grammar = grammar);
        keep?.Invoke(text);
        return Tokens / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
