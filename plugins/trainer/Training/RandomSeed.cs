namespace LocalAI.Plugins.Trainer.Training;

/// <summary>
/// A seed for one purpose at one place of a run, so that what is random there depends on nothing that happened before: a resumed run
/// draws what the uninterrupted one would have drawn.
/// </summary>
/// <param name="Value">64 random bits.</param>
internal readonly record struct RandomSeed(ulong Value)
{
    /// <summary>Mixes numbers that name the place (SplitMix64, https://doi.org/10.1145/2714064.2660195).</summary>
    public static RandomSeed Of(params ReadOnlySpan<int> place)
    {
        var state = 0ul;
        foreach (var number in place)
        {
            state += 0x9e3779b97f4a7c15 + (uint)number;
            state = (state ^ (state >> 30)) * 0xbf58476d1ce4e5b9;
            state = (state ^ (state >> 27)) * 0x94d049bb133111eb;
            state ^= state >> 31;
        }
        return new RandomSeed(state);
    }

    public int ToInt32() => (int)(Value >> 33);

    public long ToInt64() => (long)(Value >> 1);
}
