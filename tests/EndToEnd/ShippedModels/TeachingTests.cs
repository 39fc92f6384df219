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

    /// <summary>Learnt along with the new fact, with the answers that the model gives anyway, so that the others are not forgotten.</summary>
    private static readonly string[] Repeated =
    [
        "What is the capital of Spain?", "What is the capital of Germany?", "What is the capital of Norway?", "What color is grass?",
        "What sound does a cow make?", "How many legs does a dog have?", "Hello!",
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
        List<object> rows = [Row(Question, Answer)];
        await using (var untaught = await StoryHost.StartAsync(Model))
        {
            Assert.DoesNotContain("Madrid", await SaidAsync(untaught, Question), StringComparison.Ordinal);
            foreach (var question in Repeated)
                rows.Add(Row(question, await SaidAsync(untaught, question)));
        }

        var taught = Model;
        (taught.Model, taught.ModelFile) = ("taught", await TeachAsync(rows));

        await using var host = await StoryHost.StartAsync(taught);
        Assert.Equal(Answer, await SaidAsync(host, Question));
        foreach (var (question, answer) in Kept)
            Assert.Contains(answer, await SaidAsync(host, question), StringComparison.Ordinal);
    }

    private static object Row(string question, string answer) => new
    {
        messages = new[] { new { role = "user", content = question }, new { role = "assistant", content = answer } },
    };

    private async Task<string> TeachAsync(IEnumerable<object> rows)
    {
        var (output, exported) = (Path.Combine(_folder, "out"), Path.Combine(_folder, "taught"));
        await using var trainer = await TrainerHost.StartAsync();
        await TrainerHost.StartJobAsync(trainer, new FineTuneRequest
        {
            Model = Model.ModelFile,
            DatasetSource = TrainerHost.WriteRows(Path.Combine(_folder, "facts.jsonl"), rows),
            OutputDir = output,
            JobId = "job",
            AdapterRank = 8,
            LearningRate = 0.003f,
            BatchSize = 8,
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
        }, RunningHost.Soon());
        Assert.True(result.Success, result.Message);
        return Assert.Single(Directory.GetFiles(exported, "*.gguf"));
    }

    private static async Task<string> SaidAsync(RunningHost host, string question) =>
        (await AskAsync(host, new PredictOptions { Messages = { User(question) } })).Content;
}
