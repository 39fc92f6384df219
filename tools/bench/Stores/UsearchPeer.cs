using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using LocalAI.Plugins.Bench.Peers;

namespace LocalAI.Plugins.Bench.Stores;

/// <summary>usearch in a node process that has the vectors in memory and waits for work; it searches with one thread.</summary>
internal sealed class UsearchPeer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string[] _files;

    private UsearchPeer(Process process, params string[] files)
    {
        _process = process;
        _files = files;
    }

    /// <summary>Starts node and hands it the vectors.</summary>
    public static async Task<UsearchPeer> StartAsync(Workbench bench, VectorData data, CancellationToken cancellationToken)
    {
        var script = await NodeInstallation.EnsureUsearchAsync(bench, cancellationToken);
        var (rows, queries) = (Path.Combine(bench.Artifacts, "usearch-rows"), Path.Combine(bench.Artifacts, "usearch-queries"));
        VectorData.Write(rows, data.Base);
        VectorData.Write(queries, data.Queries);
        var start = new ProcessStartInfo("node", [script])
        {
            WorkingDirectory = Path.GetDirectoryName(script),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        try
        {
            var graph = Path.Combine(bench.Artifacts, $"usearch-{data.Rows}x{data.Dimension}");
            var peer = new UsearchPeer(Process.Start(start)!, rows, queries, graph);
            await peer.SendAsync(
                new { rows = data.Rows, dimension = data.Dimension, @base = rows, queries, folder = bench.Artifacts }, cancellationToken);
            return peer;
        }
        catch (Win32Exception)
        {
            throw new MeasureUnavailableException("node is not on this machine; install Node.js to compare with usearch.");
        }
    }

    /// <summary>Does one command.</summary>
    /// <param name="command"><c>exact</c>, <c>batch</c>, <c>build</c> or <c>graph</c>.</param>
    /// <param name="from">The first query.</param>
    /// <param name="count">How many.</param>
    /// <param name="expansion">With graph: rows that are kept during a search.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Seconds, timed inside node, and the ten nearest of each query.</returns>
    public async Task<(double Seconds, int[][] Ids)> RunAsync(
        string command, int from, int count, int expansion, CancellationToken cancellationToken)
    {
        await SendAsync(new { @do = command, from, count, expansion }, cancellationToken);
        var line = await _process.StandardOutput.ReadLineAsync(cancellationToken)
            ?? throw new InvalidOperationException("usearch ended before it answered; its error is above.");
        using var answer = JsonDocument.Parse(line);
        var ids = answer.RootElement.GetProperty("ids").Deserialize<int[]>()!;
        return (answer.RootElement.GetProperty("seconds").GetDouble(), [.. ids.Chunk(10)]);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        foreach (var file in _files)
            File.Delete(file);
    }

    private async Task SendAsync(object message, CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(message).AsMemory(), cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
    }
}
