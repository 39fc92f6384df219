using System.Diagnostics;

namespace LocalAI.Plugins.Store.Tests.Postgres;

/// <summary>A server that ends when its standard input is closed, so it never outlives the tests, however those end.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process) => _process = process;

    /// <summary>Starts it and waits for the line that says it is ready.</summary>
    /// <param name="start">The program.</param>
    /// <param name="isReady">Whether a line of either output says so.</param>
    /// <returns>The server, and that line; or the outputs when it ended instead.</returns>
    public static async Task<(ServerProcess? Server, string Text)> StartAsync(ProcessStartInfo start, Func<string, bool> isReady)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        var process = Process.Start(start)!;
        var ready = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var lines = new List<string>();
        void Read(object sender, DataReceivedEventArgs e)
        {
            if (e.Data is null)
                return;
            lock (lines)
                lines.Add(e.Data);
            if (isReady(e.Data))
                ready.TrySetResult(e.Data);
        }
        process.OutputDataReceived += Read;
        process.ErrorDataReceived += Read;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (await Task.WhenAny(ready.Task, process.WaitForExitAsync()) == ready.Task)
            return (new ServerProcess(process), await ready.Task);
        process.Dispose();
        lock (lines)
            return (null, string.Join(" | ", lines.TakeLast(5)));
    }

    /// <summary>Runs a program to its end; null when it went well, otherwise what it said.</summary>
    public static async Task<string?> RunAsync(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        var text = $"{await output} {await errors}".ReplaceLineEndings(" | ").Trim();
        return process.ExitCode == 0 ? null : $"{start.FileName} ended with {process.ExitCode}: {text}";
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
