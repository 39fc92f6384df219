using System.Diagnostics;
using LocalAI.CommandLine.Clients;
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
        const string Start = "exec \"$0\" --addr 127.0.0.1:0 <&- >>\"$1/out\" 2>>\"$1/err\"";
        using var process = Process.Start(new ProcessStartInfo("setsid", ["sh", "-c", Start, run, folder.Path])
        {
            UseShellExecute = false,
            WorkingDirectory = backend,
        })!;
        try
        {
            string address;
            while (!TryReadAddress(Path.Combine(folder.Path, "out"), out address))
            {
                if (process.HasExited)
                    Assert.Fail(await File.ReadAllTextAsync(Path.Combine(folder.Path, "err"), cancellation));
                await Task.Delay(20, cancellation);
            }
            using var connection = new BackendConnection(address, token: null);
            var health = await connection.Client.HealthAsync(new HealthMessage(), cancellationToken: cancellation);
            Assert.Equal("OK", health.Message.ToStringUtf8());

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

    /// <summary>The address in the host's output, which may not be there yet, or not be whole.</summary>
    private static bool TryReadAddress(string output, out string address)
    {
        const string Announcement = "Listening on ";
        var text = File.Exists(output) ? File.ReadAllText(output) : "";
        address = text.StartsWith(Announcement, StringComparison.Ordinal) ? text[Announcement.Length..].TrimEnd() : "";
        return address.Length > 0 && text.EndsWith('\n');
    }
}
