namespace LocalAI.CommandLine.Tests.Processes;

public class HostFailureTests
{
    [Fact]
    public async Task A_host_that_ends_at_once_is_reported_by_its_last_line()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in for a failing host is a shell script.");
        using var folder = new TemporaryFolder();
        var script = folder.Write("run.sh", "#!/bin/sh\necho starting >&2\necho 'the port is taken' >&2\nexit 7\n", executable: true);
        using var tool = new RecordedTerminal();
        Assert.Equal(1, await tool.RunAsync("status", "--host", script));
        Assert.Equal("The host ended with exit code 7: the port is taken\n", tool.Notes);
    }

    [Fact]
    public async Task A_host_that_does_not_answer_with_JSON_is_reported()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in for an old host is a shell script.");
        using var folder = new TemporaryFolder();
        var script = folder.Write("run.sh", "#!/bin/sh\necho hello\n", executable: true);
        using var tool = new RecordedTerminal();
        Assert.Equal(1, await tool.RunAsync("devices", "--host", script));
        Assert.StartsWith("The host did not answer --devices-json with JSON", tool.Notes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status")]
    [InlineData("devices")]
    public async Task A_host_that_cannot_be_started_is_reported(string command)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no permission to execute.");
        using var folder = new TemporaryFolder();
        var script = folder.Write("run.sh", "#!/bin/sh\n");
        using var tool = new RecordedTerminal();
        Assert.Equal(1, await tool.RunAsync(command, "--host", script));
        Assert.Equal($"'{script}' cannot be started: Permission denied.\n", tool.Notes);
    }

    [Fact]
    public async Task Serve_passes_arguments_and_exit_code_through()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in for a host is a shell script.");
        using var folder = new TemporaryFolder();
        var script = folder.Write("run.sh", "#!/bin/sh\nfor a in \"$@\"; do echo \"<$a>\"; done\nexit 9\n", executable: true);
        var result = await ToolProcess.RunAsync("serve", "--host", script, "--addr", "127.0.0.1:5", "--queue=3", "--", "--help");
        Assert.Equal(9, result.ExitCode);
        Assert.Equal("<--addr>\n<127.0.0.1:5>\n<--queue=3>\n<--help>\n", result.Output);
    }
}
