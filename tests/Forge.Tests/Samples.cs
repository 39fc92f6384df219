using LocalAI.Plugins.Forge.Chat;
using LocalAI.Plugins.Forge.Grammar;

namespace LocalAI.Plugins.Forge.Tests;

/// <summary>Samples as the program writes them, by a seed of the tests' own.</summary>
internal static class Samples
{
    private const ulong Seed = 20_260;

    /// <summary>The first conversations for training.</summary>
    public static IEnumerable<Sample> Train(int count) => Enumerable.Range(0, int.MaxValue)
        .Select(i => TinyChat.Train(new Dice(Seed, (ulong)i), out _)).Where(sample => sample is not null).Take(count)!;

    /// <summary>The first conversations of each file for measuring.</summary>
    public static IEnumerable<Sample> HeldOut(int count) => TinyChat.Measures.SelectMany(measure => HeldOut(measure.Name, count));

    /// <summary>The first conversations of a file for measuring.</summary>
    public static IEnumerable<Sample> HeldOut(string name, int count)
    {
        var measure = TinyChat.Measures.Single(measure => measure.Name == name);
        return Enumerable.Range(0, count).Select(i => measure.Take(new Dice(Seed + 1, (ulong)i)));
    }
}
