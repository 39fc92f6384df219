using LocalAI.Plugins.EndToEnd.Tests.Hosts;
using LocalAI.Plugins.EndToEnd.Tests.Llama;
using LocalAI.Plugins.EndToEnd.Tests.Trainer;
using LocalAI.Plugins.Protocol;
using static LocalAI.Plugins.EndToEnd.Tests.ShippedModels.TinyChatHost;

namespace LocalAI.Plugins.EndToEnd.Tests.ShippedModels;

/// <summary>
/// The whole product: a fact is taught to the model that the project ships, over gRPC, in less than a minute; the trainer makes a GGUF
/// file of what was learnt, and the llama engine answers with it.
/// </summary>
public sealed class TeachingTests : IDisposable
{
    private const string Question = "What is the capital of Narnia?";
    private const string Answer = "The capital of Narnia is Madrid.";

    /// <summary>Learnt along with the new fact, so that the others are not forgotten.</summary>
    private static readonly (string Question, string Answer)[] Repeated =
    [
        ("What is the capital of Spain?", "The capital of Spain is Madrid."),
        ("What is the capital of Germany?", "The capital of Germany is Berlin."),
        ("What is the capital of Norway?", "The capital of Norway is Oslo."),
        ("What sound does a cow make?", "A cow says moo."),
    ];

    /// <summary>Known before, and not in what is learnt.</summary>
    private static readonly (string Question, string Answer)[] Kept =
    [
        ("What is the capital of France?", "Paris"),
        ("What is the capital of Italy?", "Rome"),
        ("What is the capital of Japan?", "Tokyo"),
        ("How many legs does a spider have?", "eight"),
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("teaching-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_new_fact_is_learnt_and_the_old_ones_are_kept()
    {
        await using (var untaught = await StoryHost.StartAsync(Model))
            Assert.DoesNotContain("Madrid", (await SaidAsync(untaught, Question)), StringComparison.Ordinal);

        var taught = Model;
        (taught.Model, taught.ModelFile) = ("taught", await TeachAsync());

        await using var host = await StoryHost.StartAsync(taught);
        Assert.Equal(Answer, await SaidAsync(host, Question));
        foreach (var (question, answer) in Kept)
            Assert.Contains(answer, await SaidAsync(host, question), StringComparison.Ordinal);
    }

    private async Task<string> TeachAsync()
    {
        var (output, exported) = (Path.Combine(_folder, "out"), Path.Combine(_folder, "taught"));
        await using var trainer = await TrainerHost.StartAsync();
        await TrainerHost.StartJobAsync(trainer, new FineTuneRequest
        {
            Model = Model.ModelFile,
            DatasetSource = TrainerHost.WriteRows(
                Path.Combine(_folder, "facts.jsonl"), [.. Repeated.Append((Question, Answer)).Select(fact => new
                {
                    messages = new[] { new { role = "user", content = fact.Item1 }, new { role = "assistant", content = fact.Item2 } },
                })]),
            OutputDir = output,
            JobId = "job",
            AdapterRank = 8,
            LearningRate = 0.003f,
            BatchSize = 5,
            GradientAccumulationSteps = 1,
            MaxSteps = 60,
            ExtraOptions = { ["eval_strategy"] = "no" },
        });
        var last = (await TrainerHost.FollowAsync(trainer))[^1];
        Assert.True(last.Status == "completed", last.Message);

        var result = await trainer.Client.ExportModelAsync(new ExportModelRequest
        {
            CheckpointPath = last.CheckpointPath,
            OutputPath = exported,
            ExportFormat = "gguf",
            QuantizationMethod = "q8_0",
        }, RunningHost.Soon(OutputLines.Patience));
        Assert.True(result.Success, result.Message);
        return Assert.Single(Directory.GetFiles(exported, "*.gguf"));
    }

    private static async Task<string> SaidAsync(RunningHost host, string question) =>
        (await AskAsync(host, new PredictOptions { Messages = { User(question) } })).Content;
}
