using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace LocalAI.Plugins.Bench.Peers;

/// <summary>node-llama-cpp in a node process that has loaded the model and waits for prompts.</summary>
internal sealed class NodePeer : IAsyncDisposable
{
    /// <summary>A run that takes longer is given up: with as many spinning threads as cores, it may take minutes.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly Process _process;

    private NodePeer(Process process) => _process = process;

    /// <summary>Threads it works with.</summary>
    public int Threads { get; private set; }

    /// <summary>The release of llama.cpp in it.</summary>
    public string Release { get; private set; } = "";

    /// <summary>The tokens of the last run.</summary>
    public int[][] Written { get; private set; } = [];

    /// <summary>Whether a run took too long; no more are made.</summary>
    public bool GaveUp { get; private set; }

    /// <summary>Starts node and has it load a model.</summary>
    /// <param name="script">The script from <see cref="NodeInstallation"/>.</param>
    /// <param name="setup">The model.</param>
    /// <param name="threads">Threads to work with; 0 for the library's own choice.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<NodePeer> StartAsync(
        string script, ModelSetup setup, int threads, CancellationToken cancellationToken)
    {
        var arguments = JsonSerializer.Serialize(
            new { modelPath = setup.ModelFile, slots = setup.Slots, slotContext = setup.SlotContext, threads });
        var start = new ProcessStartInfo("node", [script, arguments])
        {
            WorkingDirectory = Path.GetDirectoryName(script),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        NodePeer peer;
        try
        {
            peer = new NodePeer(Process.Start(start)!);
        }
        catch (Win32Exception)
        {
            throw new MeasureUnavailableException("node is not on this machine; install Node.js to compare with node-llama-cpp.");
        }
        using var ready = await peer.ReadAsync(cancellationToken);
        peer.Threads = ready.RootElement.GetProperty("threads").GetInt32();
        peer.Release = ready.RootElement.GetProperty("release").GetString() ?? "";
        return peer;
    }

    /// <summary>Continues texts, all at once, each by the same number of tokens.</summary>
    /// <returns>Seconds, timed inside node; infinite when it took too long.</returns>
    public async Task<double> RunAsync(int[][] prompts, int count, CancellationToken cancellationToken)
    {
        if (GaveUp)
            return double.PositiveInfinity;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { prompts, count }).AsMemory(), limit.Token);
            await _process.StandardInput.FlushAsync(limit.Token);
            using var answer = await ReadAsync(limit.Token);
            Written = answer.RootElement.GetProperty("written").Deserialize<int[][]>()!;
            if (Array.Find(Written, tokens => tokens.Length != count) is { } wrong)
                throw new InvalidOperationException($"node-llama-cpp generated {wrong.Length} tokens instead of {count}.");
            return answer.RootElement.GetProperty("seconds").GetDouble();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            GaveUp = true;
            _process.Kill();
            return double.PositiveInfinity;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private async Task<JsonDocument> ReadAsync(CancellationToken cancellationToken)
    {
        var line = await _process.StandardOutput.ReadLineAsync(cancellationToken)
            ?? throw new InvalidOperationException("node-llama-cpp ended before it answered; its error is above.");
        return JsonDocument.Parse(line);
    }
}
