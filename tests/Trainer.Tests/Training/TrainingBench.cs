using System.Text.Json;
using LocalAI.Plugins.Jinja;
using LocalAI.Plugins.Trainer.Models;
using LocalAI.Plugins.Trainer.Samples;
using LocalAI.Plugins.Trainer.Tests.Models;
using LocalAI.Plugins.Trainer.Tests.Tokens;
using LocalAI.Plugins.Trainer.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Tests.Training;

/// <summary>Small models and datasets to train them on.</summary>
internal static class TrainingBench
{
    public static readonly string[] Animals = ["cat", "dog", "owl", "fox", "bee", "ant", "cow", "hen", "pig", "rat", "emu"];

    /// <summary>A row a text, of different lengths.</summary>
    public static IReadOnlyList<Sample> Texts { get; } = [.. Animals.Select((animal, i) =>
        new Sample($"line {i + 1}") { Answer = Turns.Of($"the {animal} is {string.Concat(Enumerable.Repeat("very ", i % 4))}good.") })];

    /// <summary>Questions with an answer each.</summary>
    public static IReadOnlyList<Sample> Questions { get; } = [.. Animals.Select((animal, i) => new Sample($"line {i + 1}")
    {
        Prompt = Turns.Of($"is it a {animal}?"),
        Answer = Turns.Of(i % 2 == 0 ? "yes." : "no."),
        Rejected = Turns.Of(i % 2 == 0 ? "no." : "yes."),
        IsGood = i % 3 != 0,
        Columns = new Dictionary<string, JsonElement> { ["answer"] = JsonSerializer.SerializeToElement("yes.") },
    })];

    private const string Template =
        "{% for m in messages %}{{ m.role[0] }}.{{ m.content }}${% endfor %}{% if add_generation_prompt %}a.{% endif %}";

    public static ConversationWriter Writer { get; } = new(JinjaTemplate.Parse(Template, "test"), "^", "$");

    public static CausalModel Model(ScalarType type = ScalarType.Float32, ulong seed = 4)
    {
        using var weights = new RandomWeights(seed, deviation: 0.2);
        return new CausalModel(TinyShape.Of(ModelFamily.Qwen2), weights, 64, type, CPU);
    }

    public static TrainingTask Task(CausalModel model, TrainingSettings settings, IReadOnlyList<Sample>? samples = null) => new()
    {
        Settings = settings,
        Model = model,
        Tokenizer = new LetterTokenizer(),
        Writer = Writer,
        Samples = samples ?? Texts,
    };

    /// <summary>All weights, with dropout in nothing.</summary>
    public static TrainingSettings Whole { get; } = new()
    {
        Adapter = null,
        LearningRate = 0.01,
        WarmupSteps = 0,
        Epochs = 2,
        BatchSize = 2,
        GradientAccumulation = 2,
        MaxLength = 40,
        SaveWhen = Interval.Never,
    };

    /// <summary>What a training tells, and the weights it leaves.</summary>
    public static (Recorder Told, IReadOnlyList<float[]> Weights) Train(
        TrainingSettings settings, IReadOnlyList<Sample>? samples = null, ScalarType type = ScalarType.Float32)
    {
        using var model = Model(type);
        var told = new Recorder();
        using var run = new TrainingRun(Task(model, settings, samples), told);
        run.Run(CancellationToken.None);
        return (told, Snapshot(model));
    }

    /// <summary>All weights and those of adapters, as they are now.</summary>
    public static IReadOnlyList<float[]> Snapshot(CausalModel model) => [.. model.Weights
        .Concat(model.Projections.SelectMany(TrainedWeights.AdapterWeights))
        .Select(weight => Values(weight.Tensor))];

    private static float[] Values(torch.Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.detach().to_type(ScalarType.Float32).cpu().contiguous().data<float>().ToArray();
    }
}
