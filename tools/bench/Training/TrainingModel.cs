using LocalAI.Plugins.Trainer.Models;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Bench.Training;

/// <summary>The random models that are trained, and the random tokens they learn.</summary>
internal static class TrainingModel
{
    /// <summary>Tokens of each text.</summary>
    public const int Length = 128;

    /// <summary>Texts in a step.</summary>
    public const int Batch = 16;

    /// <summary>869,504 weights.</summary>
    public static ModelShape Small { get; } = new()
    {
        Family = ModelFamily.Llama,
        Vocabulary = 512,
        Width = 128,
        Hidden = 352,
        Layers = 4,
        Heads = 4,
        KeyValueHeads = 4,
        HeadLength = 32,
        Context = Length,
        TiesOutput = true,
    };

    /// <summary>12 layers, whose insides are much of the memory of a step.</summary>
    public static ModelShape Deep { get; } = Small with { Layers = 12, Context = 256 };

    public static CausalModel Create(ModelShape shape)
    {
        using var weights = new RandomWeights(seed: 1);
        return new CausalModel(shape, weights, shape.Context, ScalarType.Float32, CPU);
    }

    /// <summary>Random texts, always the same.</summary>
    /// <param name="count">Texts.</param>
    /// <param name="length">Tokens of each.</param>
    public static int[][] Texts(int count, int length)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count)
            .Select(_ => Enumerable.Range(0, length).Select(_ => random.Next(Small.Vocabulary)).ToArray())];
    }
}
