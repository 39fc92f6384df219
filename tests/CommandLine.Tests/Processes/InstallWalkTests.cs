using System.Diagnostics;
using LocalAI.CommandLine.Clients;
using LocalAI.CommandLine.Hosting;
using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Tests.Processes;

/// <summary>An installed backend, started the way LocalAI starts one, after the whole has been moved.</summary>
public class InstallWalkTests
{
    [Fact]
    public async Task An_installed_backend_runs_as_LocalAI_runs_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The walk uses setsid and process groups.");
        var model = Repository.Stories();
        var cancellation = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        var installed = await ToolProcess.RunAsync("install", "--to", Path.Combine(folder.Path, "first"));
        Assert.Equal((0, ""), (installed.ExitCode, installed.Errors));
        Assert.Contains("dotnet-llama-cpp", installed.Output, StringComparison.Ordinal);
        Directory.Move(Path.Combine(folder.Path, "first"), Path.Combine(folder.Path, "moved"));

        var backend = Path.Combine(folder.Path, "moved", "dotnet-llama-cpp");
        var run = Path.Combine(backend, "run.sh");
        if (OperatingSystem.IsLinux())
            File.SetUnixFileMode(run, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using var connection = new BackendConnection($"127.0.0.1:{LoopbackPort.FindFree()}", token: null);
        using var process = Process.Start(new ProcessStartInfo("setsid", ["sh", "-c", "exec \"$0\" --addr \"$1\" <&- >>\"$2/out\" 2>>\"$2/err\"", run, connection.Address, folder.Path])
        {
            UseShellExecute = false,
            WorkingDirectory = backend,
        })!;
        try
        {
            while (!process.HasExited && !await connection.IsReadyAsync(cancellation))
                await Task.Yield();
            Assert.False(process.HasExited, File.ReadAllText(Path.Combine(folder.Path, "err")));

            var load = new ModelOptions { Model = "stories", ModelFile = model, ContextSize = 256 };
            var loaded = await connection.Client.LoadModelAsync(load, cancellationToken: cancellation);
            Assert.True(loaded.Success, loaded.Message);
            var reply = await connection.Client.PredictAsync(
                new PredictOptions { Prompt = "Once upon a time", Tokens = 4 }, cancellationToken: cancellation);
            Assert.Equal(", there was a", reply.Message.ToStringUtf8());
            Assert.True((await connection.Client.FreeAsync(new HealthMessage(), cancellationToken: cancellation)).Success);
        }
        finally
        {
            if (!process.HasExited)
                Signal.Send(-process.Id, Signal.Terminate);
        }
        await process.WaitForExitAsync(cancellation);
        Assert.Equal(0, process.ExitCode);
    }
}
