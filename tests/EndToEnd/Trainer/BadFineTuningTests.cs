using LocalAI.Plugins.EndToEnd.Tests.Hosts;
using LocalAI.Plugins.EndToEnd.Tests.Llama;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.EndToEnd.Tests.Trainer;

/// <summary>What a user can do wrong with the trainer: one sentence, nothing left behind, the host goes on.</summary>
public sealed class BadFineTuningTests(BadFineTuningTests.OneHost shared) : IClassFixture<BadFineTuningTests.OneHost>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("finetune-").FullName;

    private string Output => Path.Combine(_folder, "out");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("missing base", "which is no file or folder here")]
    [InlineData("missing dataset", "which is no file or folder here")]
    [InlineData("unknown field", "The extra option 'speed' is unknown")]
    [InlineData("negative rank", "adapter_rank is -1")]
    [InlineData("output not writable", "may not be written into")]
    public async Task What_cannot_start_is_refused(string what, string sentence)
    {
        var request = Request("""{"prompt":"a","completion":"b"}""");
        switch (what)
        {
            case "missing base": request.Model = Path.Combine(_folder, "none.gguf"); break;
            case "missing dataset": request.DatasetSource = Path.Combine(_folder, "none.jsonl"); break;
            case "unknown field": request.ExtraOptions["speed"] = "high"; break;
            case "negative rank": request.AdapterRank = -1; break;
            default:
                var readOnly = Directory.CreateDirectory(Path.Combine(_folder, "read-only")).FullName;
                File.SetUnixFileMode(readOnly, UnixFileMode.UserRead | UnixFileMode.UserExecute);
                request.OutputDir = Path.Combine(readOnly, "out");
                break;
        }

        var answer = await shared.Host.Client.StartFineTuneAsync(request, RunningHost.Soon());

        Assert.False(answer.Success);
        Assert.Contains(sentence, answer.Message, StringComparison.Ordinal);
        await CheckAsync(answer.Message);
    }

    [Theory]
    [InlineData("", "The dataset 'data.jsonl' is empty")]
    [InlineData("""{"question_text":"a"}""", "has the columns 'question_text' but not 'messages', 'prompt' with 'completion', or 'text'")]
    [InlineData("""{"prompt":"a","completion":"b"}""" + "\n{\"prompt\":", "line 2, is no JSON")]
    [InlineData("""{"prompt":"a","completion":"b"}""", "adapter_rank is 65, but", "rank")]
    [InlineData("""{"prompt":"a","completion":"b"}""", "max_seq_length is 4,096, and the model takes 1 to", "length")]
    [InlineData("""{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"}]}""", "has no chat template")]
    [InlineData("""{"prompt":"a","completion":"b"}""", "is not finite", "rate")]
    [InlineData("""{"prompt":"a","completion":"b"}""", "optimizer is 'adamax'", "optimizer")]
    public async Task What_shows_only_in_the_work_fails_the_job(string rows, string sentence, string what = "")
    {
        var request = Request(rows);
        switch (what)
        {
            case "rank": request.AdapterRank = 65; break;
            case "length": request.ExtraOptions["max_seq_length"] = "4096"; break;
            case "optimizer": request.Optimizer = "adamax"; break;
            case "rate":
                (request.LearningRate, request.TrainingType, request.MixedPrecision, request.MaxSteps) = (100, "full", "fp16", 50);
                break;
        }

        await TrainerHost.StartJobAsync(shared.Host, request);
        var last = (await TrainerHost.FollowAsync(shared.Host, request.JobId))[^1];

        Assert.Equal("failed", last.Status);
        Assert.Contains(sentence, last.Message, StringComparison.Ordinal);
        await CheckAsync(last.Message);
    }

    [Fact]
    public async Task A_model_of_an_unknown_architecture_is_named()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "mamba")).FullName;
        File.WriteAllText(Path.Combine(folder, "config.json"), """{"architectures":["MambaForCausalLM"],"model_type":"mamba"}""");
        var request = Request("""{"prompt":"a","completion":"b"}""");
        request.Model = folder;

        var answer = await shared.Host.Client.StartFineTuneAsync(request, RunningHost.Soon());
        var message = answer.Success ? (await TrainerHost.FollowAsync(shared.Host, request.JobId))[^1].Message : answer.Message;

        Assert.Contains("'MambaForCausalLM'", message, StringComparison.Ordinal);
        Assert.Contains("LlamaForCausalLM", message, StringComparison.Ordinal);
        await CheckAsync(message);
    }

    [Theory]
    [InlineData("checkpoint-7", "gguf", "Checkpoint not found: ")]
    [InlineData("", "onnx", "Unsupported export format: onnx")]
    public async Task An_export_that_cannot_be_is_refused(string checkpoint, string format, string sentence)
    {
        var result = await shared.Host.Client.ExportModelAsync(new ExportModelRequest
        {
            CheckpointPath = Path.Combine(_folder, checkpoint),
            OutputPath = Output,
            ExportFormat = format,
        }, RunningHost.Soon());

        Assert.False(result.Success);
        Assert.StartsWith(sentence, result.Message, StringComparison.Ordinal);
        await CheckAsync(result.Message);
    }

    private async Task CheckAsync(string message)
    {
        Assert.DoesNotContain('\n', message);
        if (Directory.Exists(Output))
            Assert.Empty(Directory.GetFileSystemEntries(Output));
        Assert.Equal("OK", (await shared.Host.Client.HealthAsync(new HealthMessage(), RunningHost.Soon())).Message.ToStringUtf8());
    }

    private FineTuneRequest Request(string rows)
    {
        var dataset = Path.Combine(_folder, "data.jsonl");
        File.WriteAllText(dataset, rows);
        return new FineTuneRequest
        {
            Model = StoryHost.Model.ModelFile,
            DatasetSource = dataset,
            OutputDir = Output,
            JobId = Guid.NewGuid().ToString(),
            AdapterRank = 4,
            MaxSteps = 2,
            ExtraOptions = { ["max_seq_length"] = "64", ["threads"] = "1" },
        };
    }

    /// <summary>One host for all of them.</summary>
    public sealed class OneHost : SharedHost
    {
        internal override Task<RunningHost> StartAsync() => TrainerHost.StartAsync();
    }
}
