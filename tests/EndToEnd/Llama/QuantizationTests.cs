using Grpc.Core;
using LocalAI.Plugins.EndToEnd.Tests.Hosts;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.EndToEnd.Tests.Llama;

/// <summary>Quantisation over gRPC, in the order in which LocalAI calls it.</summary>
public sealed class QuantizationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("quantize-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Output => Path.Combine(_folder, "out");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task LocalAIs_calls_end_with_a_model_that_tells_the_known_beginning()
    {
        await using var host = await StartAsync();
        // LocalAI loads the backend first: its name, and a path where nothing is.
        var loaded = await host.TryLoadAsync(new ModelOptions
        {
            Model = "llama-cpp-quantization",
            ModelFile = Path.Combine(_folder, "llama-cpp-quantization"),
            ModelPath = _folder,
        });
        Assert.True(loaded.Success, loaded.Message);

        var started = await host.Client.StartQuantizationAsync(Request(StoryHost.Model.ModelFile, "q8_0"), RunningHost.Soon());
        Assert.True(started.Success, started.Message);
        Assert.Equal("job", started.JobId);
        var streams = await Task.WhenAll(FollowAsync(host), FollowAsync(host));
        streams = [.. streams, await FollowAsync(host)];

        Assert.All(streams, updates => Assert.Equal(streams[0], updates));
        Assert.All(streams[0], update => Assert.NotEmpty(update.Status));
        var percentages = streams[0].Select(update => update.ProgressPercent).ToList();
        Assert.Equal(percentages.Order(), percentages);
        var last = streams[0][^1];
        Assert.Equal(("completed", 100f), (last.Status, last.ProgressPercent));
        var model = StoryHost.Model;
        (model.Model, model.ModelFile) = ("smaller", last.OutputFile);
        var result = await host.TryLoadAsync(model);
        Assert.True(result.Success, result.Message);
        var reply = await host.Client.PredictAsync(StoryHost.Greedy("Once upon a time", 8), RunningHost.Soon());
        Assert.Equal(", there was a little girl", reply.Message.ToStringUtf8());
    }

    [Theory]
    [InlineData("q9_9", "out", "quantization_type is 'q9_9'")]
    [InlineData("q8_0", "read-only/out", "may not be written into")]
    [InlineData("iq1_s", "out", "needs an importance matrix")]
    public async Task What_cannot_be_done_is_one_sentence_and_the_host_goes_on(string type, string folder, string sentence)
    {
        var readOnly = Directory.CreateDirectory(Path.Combine(_folder, "read-only")).FullName;
        File.SetUnixFileMode(readOnly, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await using var host = await StartAsync();
        var request = Request(StoryHost.Model.ModelFile, type);
        request.OutputDir = Path.Combine(_folder, folder);

        var started = await host.Client.StartQuantizationAsync(request, RunningHost.Soon());

        Assert.False(started.Success);
        Assert.Contains(sentence, started.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', started.Message);
        Assert.Equal([readOnly], Directory.GetFileSystemEntries(_folder));
        Assert.Equal("OK", (await host.Client.HealthAsync(new HealthMessage(), RunningHost.Soon())).Message.ToStringUtf8());
    }

    [Theory]
    [InlineData("StopQuantization")]
    [InlineData("Free")]
    [InlineData("SIGTERM")]
    public async Task A_job_that_is_ended_says_so_and_leaves_nothing_behind(string how)
    {
        await using var host = await StartAsync();
        await host.TryLoadAsync(new ModelOptions { Model = "llama-cpp-quantization" });
        var started = await host.Client.StartQuantizationAsync(
            Request(LargeFolder.Write(Path.Combine(_folder, "large")), "q4_k_m"), RunningHost.Soon());
        Assert.True(started.Success, started.Message);
        using var call = host.Client.QuantizationProgress(
            new QuantizationProgressRequest { JobId = "job" }, RunningHost.Soon());
        var last = new QuantizationProgressUpdate();
        while (last.ProgressPercent == 0)
        {
            Assert.True(await call.ResponseStream.MoveNext(Cancellation));
            last = call.ResponseStream.Current;
        }
        Assert.Equal("OK", (await host.Client.HealthAsync(new HealthMessage(), RunningHost.Soon())).Message.ToStringUtf8());

        if (how == "SIGTERM")
            Signals.Terminate(host.Process.Id);
        else if (how == "Free")
            await host.Client.FreeAsync(new HealthMessage(), RunningHost.Soon());
        else
            Assert.True((await host.Client.StopQuantizationAsync(new QuantizationStopRequest { JobId = "job" }, RunningHost.Soon())).Success);

        await foreach (var update in call.ResponseStream.ReadAllAsync(Cancellation))
            last = update;
        Assert.Equal("stopped", last.Status);
        Assert.Empty(Directory.GetFileSystemEntries(Output));
    }

    [Fact]
    public async Task An_unknown_job_is_NOT_FOUND_to_follow_and_a_failed_result_to_stop()
    {
        await using var host = await StartAsync();
        using var call = host.Client.QuantizationProgress(new QuantizationProgressRequest { JobId = "none" }, RunningHost.Soon());

        var error = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(Cancellation));
        var stopped = await host.Client.StopQuantizationAsync(new QuantizationStopRequest { JobId = "none" }, RunningHost.Soon());

        Assert.Equal((StatusCode.NotFound, "Job none not found"), (error.StatusCode, error.Status.Detail));
        Assert.Equal((false, "Job none not found"), (stopped.Success, stopped.Message));
    }

    [Fact]
    public async Task A_name_that_is_no_backends_is_still_refused()
    {
        await using var host = await StartAsync();
        Assert.False((await host.TryLoadAsync(new ModelOptions { Model = "gpt-5", ModelFile = Path.Combine(_folder, "gpt-5") })).Success);
    }

    private static Task<RunningHost> StartAsync()
    {
        // Root may write everywhere unless that right is taken away.
        string[] launcher = Environment.IsPrivilegedProcess ? ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] : [];
        return RunningHost.StartAsync(new HostSettings { Zoo = null, Launcher = launcher });
    }

    private QuantizationRequest Request(string model, string type) =>
        new() { Model = model, QuantizationType = type, OutputDir = Output, JobId = "job" };

    private static async Task<List<QuantizationProgressUpdate>> FollowAsync(RunningHost host)
    {
        using var call = host.Client.QuantizationProgress(
            new QuantizationProgressRequest { JobId = "job" }, RunningHost.Soon());
        return await call.ResponseStream.ReadAllAsync(Cancellation).ToListAsync(Cancellation);
    }
}
