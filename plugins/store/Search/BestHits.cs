using LocalAI.Plugins.Store.Rows;

namespace LocalAI.Plugins.Store.Search;

/// <summary>Keeps the best of the rows it is shown, in the order of answers.</summary>
internal sealed class BestHits
{
    private readonly Snapshot _snapshot;
    private readonly int _most;
    private readonly PriorityQueue<Hit, Hit> _worstFirst;

    public BestHits(Snapshot snapshot, int most)
    {
        _snapshot = snapshot;
        _most = most;
        _worstFirst = new PriorityQueue<Hit, Hit>(Comparer<Hit>.Create((first, second) => Hit.Compare(snapshot, second, first)));
    }

    /// <summary>How many are kept.</summary>
    public int Count => _worstFirst.Count;

    /// <summary>What a row must reach at least to be kept; equal ones are decided by their keys.</summary>
    public float Least => _worstFirst.Count < _most ? float.NegativeInfinity : _worstFirst.Peek().Similarity;

    /// <summary>Shows it a row.</summary>
    public void Offer(Hit hit)
    {
        if (_worstFirst.Count < _most)
            _worstFirst.Enqueue(hit, hit);
        else if (hit.Similarity >= Least && Hit.Compare(_snapshot, hit, _worstFirst.Peek()) < 0)
            _worstFirst.DequeueEnqueue(hit, hit);
    }

    /// <summary>The kept ones, the best first.</summary>
    public Hit[] ToArray()
    {
        Hit[] hits = [.. _worstFirst.UnorderedItems.Select(item => item.Element)];
        Array.Sort(hits, (first, second) => Hit.Compare(_snapshot, first, second));
        return hits;
    }
}
