namespace LocalAI.Plugins.Forge.Grammar;

/// <summary>
/// Chance that is the same on every machine and with every version of .NET: the generator SplitMix64 (Steele, Lea and Flood, 2014), one
/// for each sample, so that a sample does not depend on those before it.
/// </summary>
/// <param name="seed">The seed of the whole set.</param>
/// <param name="sample">Which sample of it, from 0.</param>
internal sealed class Dice(ulong seed, ulong sample)
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong _state = Mix(seed + Step) ^ Mix((sample + 1) * Step);

    /// <summary>64 random bits.</summary>
    public ulong Roll() => Mix(_state += Step);

    /// <summary>A whole number from 0 to <paramref name="limit"/> - 1.</summary>
    public int Below(int limit) => (int)(((UInt128)Roll() * (ulong)limit) >> 64);

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>, both possible.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    /// <summary>True in so many of 100 cases.</summary>
    public bool Percent(int cases) => Below(100) < cases;

    /// <summary>One of the items.</summary>
    public T One<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>Several different items, in random order.</summary>
    public List<T> Some<T>(IReadOnlyList<T> items, int count)
    {
        var left = items.ToList();
        for (var i = 0; i < count; i++)
        {
            var other = i + Below(left.Count - i);
            (left[i], left[other]) = (left[other], left[i]);
        }
        return left[..count];
    }

    /// <summary>Spreads the bits of a number over all 64.</summary>
    public static ulong Mix(ulong bits)
    {
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
}
