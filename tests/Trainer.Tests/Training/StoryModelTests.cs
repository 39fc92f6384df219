using LocalAI.Plugins.Trainer.Adapters;
using LocalAI.Plugins.Trainer.Checkpoints;
using LocalAI.Plugins.Trainer.Models;
using LocalAI.Plugins.Trainer.Samples;
using LocalAI.Plugins.Trainer.Training;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Tests.Training;

/// <summary>A model with weights and a vocabulary of its own learns a sentence, and another one gets that from the checkpoint.</summary>
[Collection(nameof(Serial))]
public sealed class StoryModelTests : IDisposable
{
    private const string Prompt = "The secret word of the dragon is";
    private const string Answer = "banana and nothing else.";

    private readonly string _output = Directory.CreateTempSubdirectory("stories-").FullName;

    public void Dispose() => Directory.Delete(_output, recursive: true);

    [Fact]
    public void What_was_trained_is_answered_and_comes_back_from_the_checkpoint()
    {
        using var trained = Load();
        Assert.DoesNotContain(Answer, Continue(trained), StringComparison.Ordinal);
        var settings = new TrainingSettings
        {
            AdapterSettings = new AdapterSettings { Rank = 8, Alpha = 32 },
            LearningRate = 0.01,
            BatchSize = 1,
            GradientAccumulation = 1,
            MaxSteps = 60,
            MaxLength = 64,
        };
        var task = new TrainingTask
        {
            Settings = settings,
            Model = trained.Model,
            Tokenizer = trained.Tokenizer,
            Samples = [new Sample("line 1") { Prompt = Turns.Of(Prompt), Answer = Turns.Of(Answer) }],
            BasePath = trained.Path,
            BaseFingerprint = trained.Fingerprint,
            OutputFolder = _output,
        };
        using (var run = new TrainingRun(task, new Recorder()))
            run.Run(CancellationToken.None);
        using var other = Load();

        Checkpoint.Read(CheckpointFolders.Of(_output, 60)).Apply(other.Model, other.Fingerprint);

        Assert.Contains(Answer, Continue(trained), StringComparison.Ordinal);
        Assert.Equal(Continue(trained), Continue(other));
    }

    private static BaseModel Load() => BaseModel.Load(TestFiles.SharedModel("llm/stories260K-f32.gguf"), 64, ScalarType.Float32, CPU);

    private static string Continue(BaseModel model)
    {
        List<int> prompt = [model.Tokenizer.Begin!.Value, .. model.Tokenizer.Encode(Prompt)];
        var settings = new GenerationSettings { MaxTokens = 30, Temperature = 0, EndTokens = model.EndTokens };
        var answer = new TextGenerator(model.Model).Answer([prompt], settings, CancellationToken.None);
        return model.Tokenizer.Decode(answer[0], showsSpecial: false);
    }
}
