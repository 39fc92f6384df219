using LocalAI.Plugins.Bench.Models;
using LocalAI.Plugins.Bench.Peers;
using LocalAI.Plugins.Bench.Processes;
using LocalAI.Plugins.Bench.Reporting;

namespace LocalAI.Plugins.Bench.Measures;

/// <summary>
/// How much earlier a long prompt is answered that was kept than one that was not. Both sides are the host with one slot, which each
/// takes from the other, so that what was kept has to be brought back.
/// </summary>
internal sealed class PromptCacheMeasure : IMeasure
{
    private const int PromptTokens = 1500;
    private const int SlotContext = 2048;
    private const string CacheFile = "prompt-cache-measure.cache";

    private readonly Workbench _bench;
    private readonly bool _inFile;

    /// <summary>The begin token is one of the prompt's.</summary>
    private readonly string _kept = WordVocabulary.Text(PromptTokens - 1, seed: 7);
    private ServiceProcess? _host;
    private HostClient? _client;
    private int _seed = 100;

    public PromptCacheMeasure(Workbench bench, bool inFile)
    {
        _bench = bench;
        _inFile = inFile;
        Sides = [new Side("kept", HitAsync), new Side("not kept", MissAsync)];
    }

    public string Name => _inFile ? "prompt-file" : "prompt-memory";

    public string Title => $"time to first token, {PromptTokens}-token prompt kept in {(_inFile ? "a file" : "host memory")} ÷ not kept";

    public string Unit => "ms";

    public Target Target => Target.UpTo(0.2);

    public IReadOnlyList<Side> Sides { get; }

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        File.Delete(Path.Combine(_bench.Artifacts, CacheFile));
        _host = await _bench.StartHostAsync(cancellationToken);
        var setup = new ModelSetup(_bench.RandomModel(), 1, SlotContext) { Options = [_inFile ? "cache_ram:0" : "cache_ram:256"] };
        _client = await HostClient.LoadAsync(_host, setup, cancellationToken);
        // The first time it is computed and kept.
        await HitAsync(cancellationToken);
        await MissAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        File.Delete(Path.Combine(_bench.Artifacts, CacheFile));
    }

    private async Task<double> HitAsync(CancellationToken cancellationToken) =>
        (await _client!.FirstTokenAsync(_kept, cancellationToken, request =>
        {
            request.PromptCacheAll = !_inFile;
            request.PromptCachePath = _inFile ? CacheFile : "";
        })).TotalMilliseconds;

    private async Task<double> MissAsync(CancellationToken cancellationToken) =>
        (await _client!.FirstTokenAsync(WordVocabulary.Text(PromptTokens - 1, _seed++), cancellationToken)).TotalMilliseconds;
}
