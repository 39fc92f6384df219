using LocalAI.Plugins.EndToEnd.Tests.Llama;

namespace LocalAI.CommandLine.Tests.Processes;

public class InterruptionTests
{
    // Never complete, so that only a signal ends the text.
    private const string Endless = "root ::= [a-zA-Z ,.] root";

    [Theory]
    [InlineData(Signal.Interrupt, 130)]
    [InlineData(Signal.Terminate, 143)]
    public async Task A_signal_during_a_stream_ends_the_tool_and_its_host(int signal, int exitCode)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The children of a process are read from /proc.");
        using var folder = new TemporaryFolder();
        using var tool = ToolProcess.StartInSession(
            "complete", "Once upon a time", "--model", Repository.Stories(), "--tokens", "0",
            "--option", "context_shift:true", "--grammar", folder.Write("endless.gbnf", Endless));
        var first = new char[16];
        await tool.Output.ReadBlockAsync(first, TestContext.Current.CancellationToken);
        var host = Assert.Single(Signal.ChildrenOf(tool.Id));

        Signal.Send(tool.Id, signal);

        var result = await tool.EndAsync();
        Assert.Equal(exitCode, result.ExitCode);
        Assert.Empty(result.Errors);
        Assert.False(Directory.Exists($"/proc/{host}"));
    }

    [Fact]
    public async Task A_signal_during_a_quantisation_stops_the_job_and_says_so()
    {
        using var folder = new TemporaryFolder();
        var output = Directory.CreateDirectory(Path.Combine(folder.Path, "out")).FullName;
        using var watcher = new FileSystemWatcher(output, "model-converted*");
        var writing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        watcher.Created += (_, _) => writing.TrySetResult();
        watcher.EnableRaisingEvents = true;
        using var tool = ToolProcess.StartInSession("quantize", LargeFolder.Write(Path.Combine(folder.Path, "large")), "q4_k_m", "--to", output);
        await writing.Task.WaitAsync(TestContext.Current.CancellationToken);

        Signal.Send(tool.Id, Signal.Interrupt);

        var result = await tool.EndAsync();
        Assert.Equal(130, result.ExitCode);
        Assert.EndsWith("\nstopped; what was written is removed\n", result.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(output));
    }

    [Fact]
    public async Task A_terminals_signal_during_a_training_reaches_the_host_too_and_it_says_where_the_checkpoint_is()
    {
        using var folder = new TemporaryFolder();
        var output = Directory.CreateDirectory(Path.Combine(folder.Path, "out")).FullName;
        using var watcher = new FileSystemWatcher(output, "checkpoint-1");
        var saved = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        watcher.Created += (_, _) => saved.TrySetResult();
        watcher.Renamed += (_, _) => saved.TrySetResult();
        watcher.EnableRaisingEvents = true;
        using var tool = ToolProcess.StartInSession(
            "finetune", Repository.TinyChat, folder.Write("facts.jsonl", """{"text": "Hello, hello."}"""), "--to", output, "--save", "1",
            "--steps", "100000", "--option", "eval_strategy:no", "--option", "save_total_limit:2");
        await saved.Task.WaitAsync(TestContext.Current.CancellationToken);

        Signal.Send(-tool.Id, Signal.Interrupt);

        var result = await tool.EndAsync();
        Assert.Equal(130, result.ExitCode);
        var checkpoint = Directory.GetDirectories(output, "checkpoint-*").MaxBy(Directory.GetCreationTimeUtc);
        Assert.EndsWith($"\nstopped: Stopped; the last checkpoint is {checkpoint}\n", result.Errors, StringComparison.Ordinal);
    }
}
