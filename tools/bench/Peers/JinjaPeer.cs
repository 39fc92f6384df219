using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace LocalAI.Plugins.Bench.Peers;

/// <summary>@huggingface/jinja in a node process that has parsed the templates and waits for work.</summary>
internal sealed class JinjaPeer : IAsyncDisposable
{
    private readonly Process _process;

    private JinjaPeer(Process process) => _process = process;

    /// <summary>What it rendered last; null where it failed.</summary>
    public string?[] Texts { get; private set; } = [];

    /// <summary>Starts node and hands it the cases.</summary>
    /// <param name="script">The script from <see cref="NodeInstallation"/>.</param>
    /// <param name="cases">The cases as JSON: <c>[{"template": text, "inputs": {…}}]</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<JinjaPeer> StartAsync(string script, string cases, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("node", [script])
        {
            WorkingDirectory = Path.GetDirectoryName(script),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        try
        {
            var peer = new JinjaPeer(Process.Start(start)!);
            await peer.SendAsync($"{{\"cases\":{cases}}}", cancellationToken);
            return peer;
        }
        catch (Win32Exception)
        {
            throw new MeasureUnavailableException("node is not on this machine; install Node.js to compare with @huggingface/jinja.");
        }
    }

    /// <summary>Renders all cases once.</summary>
    /// <param name="parses">Whether each template is parsed again before.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Seconds, timed inside node.</returns>
    public async Task<double> RunAsync(bool parses, CancellationToken cancellationToken)
    {
        await SendAsync(parses ? "parse" : "render", cancellationToken);
        var line = await _process.StandardOutput.ReadLineAsync(cancellationToken)
            ?? throw new InvalidOperationException("@huggingface/jinja ended before it answered; its error is above.");
        using var answer = JsonDocument.Parse(line);
        Texts = answer.RootElement.GetProperty("texts").Deserialize<string?[]>()!;
        return answer.RootElement.GetProperty("seconds").GetDouble();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private async Task SendAsync(string line, CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync(line.AsMemory(), cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
    }
}
