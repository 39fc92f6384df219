namespace LocalAI.Plugins.Trainer.Training;

/// <summary>
/// Which examples go through the model together, in every epoch another way: all of them once, those of similar length together, so
/// that little is padding. The same seed gives the same batches, whatever was asked before.
/// </summary>
/// <param name="lengths">The tokens of each example.</param>
/// <param name="batchSize">Examples in one pass.</param>
/// <param name="passesPerStep">Passes whose gradients make one step.</param>
/// <param name="seed">Decides about the order.</param>
internal sealed class BatchPlan(IReadOnlyList<int> lengths, int batchSize, int passesPerStep, int seed)
{
    /// <summary>Passes whose examples are sorted by length together: more pad less and mix worse.</summary>
    private const int SortedTogether = 50;

    private int _epoch = -1;
    private IReadOnlyList<int[]> _batches = [];

    /// <summary>Steps in an epoch; its last one may have fewer passes, and one of the passes fewer examples.</summary>
    public int StepsPerEpoch { get; } = Parts(Parts(lengths.Count, batchSize), passesPerStep);

    /// <summary>The passes of a step, the first of which is 0: the examples of each.</summary>
    public IReadOnlyList<int[]> Step(int step)
    {
        var batches = Epoch(step / StepsPerEpoch);
        return [.. batches.Skip(step % StepsPerEpoch * passesPerStep).Take(passesPerStep)];
    }

    private IReadOnlyList<int[]> Epoch(int epoch)
    {
        if (epoch == _epoch)
            return _batches;
        var random = new Random(RandomSeed.Of(seed, epoch).ToInt32());
        int[] order = [.. Enumerable.Range(0, lengths.Count)];
        random.Shuffle(order);
        int[][] batches = [.. order
            .Chunk(batchSize * SortedTogether)
            .SelectMany(together => together.OrderByDescending(example => lengths[example]))
            .Chunk(batchSize)];
        random.Shuffle(batches);
        (_epoch, _batches) = (epoch, batches);
        return batches;
    }

    private static int Parts(int count, int size) => (count + size - 1) / size;
}
