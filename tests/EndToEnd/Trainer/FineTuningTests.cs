using Grpc.Core;
using LocalAI.Plugins.EndToEnd.Tests.Hosts;
using LocalAI.Plugins.EndToEnd.Tests.Llama;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.EndToEnd.Tests.Trainer;

/// <summary>Fine-tuning over gRPC, in the order in which LocalAI calls it.</summary>
public sealed class FineTuningTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("finetune-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Output => Path.Combine(_folder, "out");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task LocalAIs_calls_end_with_a_model_that_has_learnt()
    {
        var exported = Path.Combine(_folder, "exported");
        await using (var host = await TrainerHost.StartAsync())
        {
            // LocalAI loads the backend first: its name, and a path where nothing is.
            var loaded = await host.TryLoadAsync(new ModelOptions { Model = "trl", ModelFile = Path.Combine(_folder, "trl"), ModelPath = _folder });
            Assert.True(loaded.Success, loaded.Message);

            await TrainerHost.StartJobAsync(host, Request(steps: 30));
            var streams = await Task.WhenAll(TrainerHost.FollowAsync(host), TrainerHost.FollowAsync(host));
            streams = [.. streams, await TrainerHost.FollowAsync(host)];

            Assert.All(streams, updates => Assert.Equal(streams[2], updates.Distinct()));
            CheckUpdates(streams[2], steps: 30);
            await CheckCheckpointsAsync(host, [10, 20, 30]);

            var result = await host.Client.ExportModelAsync(new ExportModelRequest
            {
                CheckpointPath = Path.Combine(Output, "checkpoint-30"),
                OutputPath = exported,
                ExportFormat = "gguf",
                Model = StoryHost.Model.ModelFile,
            }, RunningHost.Soon());
            Assert.True(result.Success, result.Message);
            Assert.Equal($"Model exported to {exported}", result.Message);
        }

        var model = StoryHost.Model;
        (model.Model, model.ModelFile) = ("taught", Assert.Single(Directory.GetFiles(exported, "*.gguf")));
        await using var story = await StoryHost.StartAsync(model);
        var reply = await story.Client.PredictAsync(StoryHost.Greedy(Prompt, 12), RunningHost.Soon());
        Assert.StartsWith(Completion[..^1], reply.Message.ToStringUtf8(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("StopFineTune", true)]
    [InlineData("StopFineTune", false)]
    [InlineData("Free", true)]
    [InlineData("SIGTERM", true)]
    [InlineData("SIGINT", true)]
    public async Task A_job_that_is_ended_says_so_and_leaves_a_checkpoint(string how, bool saves)
    {
        await using var host = await TrainerHost.StartAsync();
        await host.LoadAsync("trl");
        await TrainerHost.StartJobAsync(host, Request(steps: 100_000));
        using var call = host.Client.FineTuneProgress(
            new FineTuneProgressRequest { JobId = "job" }, RunningHost.Soon());
        var last = new FineTuneProgressUpdate();
        while (last.CurrentStep < 3)
        {
            Assert.True(await call.ResponseStream.MoveNext(Cancellation));
            last = call.ResponseStream.Current;
        }
        Assert.Equal("OK", (await host.Client.HealthAsync(new HealthMessage(), RunningHost.Soon())).Message.ToStringUtf8());

        if (how == "SIGTERM")
            Signals.Terminate(host.Process.Id);
        else if (how == "SIGINT")
            Signals.Interrupt(host.Process.Id);
        else if (how == "Free")
            await host.Client.FreeAsync(new HealthMessage(), RunningHost.Soon());
        else
        {
            var stopped = await host.Client.StopFineTuneAsync(
                new FineTuneStopRequest { JobId = "job", SaveCheckpoint = saves }, RunningHost.Soon());
            Assert.True(stopped.Success, stopped.Message);
        }

        await foreach (var update in call.ResponseStream.ReadAllAsync(Cancellation))
            last = update;
        Assert.Equal("stopped", last.Status);
        if (how.StartsWith("SIG", StringComparison.Ordinal))
            Assert.Equal(0, await host.Process.EndAsync(Cancellation));
        var expected = saves ? Path.Combine(Output, $"checkpoint-{last.CurrentStep}") : Checkpoints().LastOrDefault() ?? "";
        Assert.Equal(expected, last.CheckpointPath);
        Assert.Equal(saves, Checkpoints().Contains(Path.Combine(Output, $"checkpoint-{last.CurrentStep}")));
        Assert.DoesNotContain(Directory.GetFileSystemEntries(Output), entry => entry.Contains(".part", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_second_job_is_refused_while_one_trains()
    {
        await using var host = await TrainerHost.StartAsync();
        await TrainerHost.StartJobAsync(host, Request(steps: 100_000));

        var second = Request(steps: 1);
        second.JobId = "second";
        var refused = await host.Client.StartFineTuneAsync(second, RunningHost.Soon());

        Assert.Equal((false, "", "A fine-tuning job is already running"), (refused.Success, refused.JobId, refused.Message));
        Assert.True((await host.Client.StopFineTuneAsync(new FineTuneStopRequest { JobId = "job" }, RunningHost.Soon())).Success);
        await TrainerHost.StartJobAsync(host, second);
        Assert.Equal("completed", (await TrainerHost.FollowAsync(host, "second"))[^1].Status);
    }

    [Fact]
    public async Task An_unknown_job_is_NOT_FOUND_to_follow_and_a_failed_result_to_stop()
    {
        await using var host = await TrainerHost.StartAsync();
        using var call = host.Client.FineTuneProgress(new FineTuneProgressRequest { JobId = "none" }, RunningHost.Soon());

        var error = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(Cancellation));
        var stopped = await host.Client.StopFineTuneAsync(new FineTuneStopRequest { JobId = "none" }, RunningHost.Soon());

        Assert.Equal((StatusCode.NotFound, "Job none not found"), (error.StatusCode, error.Status.Detail));
        Assert.Equal((false, "Job none not found"), (stopped.Success, stopped.Message));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_has_no_checkpoints()
    {
        await using var host = await TrainerHost.StartAsync();
        var found = await host.Client.ListCheckpointsAsync(new ListCheckpointsRequest { OutputDir = Output }, RunningHost.Soon());
        Assert.Empty(found.Checkpoints);
    }

    /// <summary>What the story model would not say by itself.</summary>
    private const string Prompt = "The old fisherman lived";
    private const string Completion = " in a purple boat.";

    private FineTuneRequest Request(int steps)
    {
        var rows = Enumerable.Repeat(new { prompt = Prompt, completion = Completion }, 16);
        var request = new FineTuneRequest
        {
            Model = StoryHost.Model.ModelFile,
            DatasetSource = TrainerHost.WriteRows(Path.Combine(_folder, "data.jsonl"), rows),
            OutputDir = Output,
            JobId = "job",
            AdapterRank = 8,
            LearningRate = 0.01f,
            BatchSize = 4,
            GradientAccumulationSteps = 1,
            MaxSteps = steps,
            SaveSteps = 10,
            ExtraOptions = { ["max_seq_length"] = "64", ["threads"] = "1", ["eval_strategy"] = "no" },
        };
        if (steps > 1000)
            request.SaveSteps = steps;
        return request;
    }

    private static void CheckUpdates(List<FineTuneProgressUpdate> updates, int steps)
    {
        Assert.Equal(
            ["loading_model", "loading_dataset", "training", "saving", "completed"], updates.Select(update => update.Status).Distinct());
        Assert.All(updates, update => Assert.Equal("job", update.JobId));
        var percentages = updates.Select(update => update.ProgressPercent).ToList();
        Assert.Equal(percentages.Order(), percentages);
        var stepped = updates.Where(update => update is { Status: "training", CurrentStep: > 0 }).DistinctBy(update => update.CurrentStep).ToList();
        Assert.Equal(Enumerable.Range(1, steps), stepped.Select(update => update.CurrentStep));
        Assert.All(stepped, update => Assert.Equal(steps, update.TotalSteps));
        Assert.True(stepped[^1].Loss < stepped[0].Loss / 4, $"The loss fell from {stepped[0].Loss} to {stepped[^1].Loss} only.");
        Assert.Equal((100f, 0f), (updates[^1].ProgressPercent, updates[^1].EtaSeconds));
        Assert.EndsWith($"checkpoint-{steps}", updates[^1].CheckpointPath, StringComparison.Ordinal);
    }

    private async Task CheckCheckpointsAsync(RunningHost host, int[] steps)
    {
        var found = await host.Client.ListCheckpointsAsync(new ListCheckpointsRequest { OutputDir = Output }, RunningHost.Soon());
        Assert.Equal(steps, found.Checkpoints.Select(checkpoint => checkpoint.Step));
        Assert.Equal(steps.Select(step => Path.Combine(Output, $"checkpoint-{step}")), found.Checkpoints.Select(checkpoint => checkpoint.Path));
        Assert.All(found.Checkpoints, checkpoint =>
        {
            Assert.True(checkpoint.Loss > 0);
            Assert.True(checkpoint.Epoch > 0);
            Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", checkpoint.CreatedAt);
            Assert.Contains("<svg", File.ReadAllText(Path.Combine(checkpoint.Path, "loss.svg")), StringComparison.Ordinal);
        });
    }

    private string[] Checkpoints() => Directory.Exists(Output) ? [.. Directory.GetDirectories(Output, "checkpoint-*").Order()] : [];
}
