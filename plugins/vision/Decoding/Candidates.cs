using System.Buffers;
using LocalAI.Plugins.Imaging;
using LocalAI.Plugins.Vision.Requests;

namespace LocalAI.Plugins.Vision.Decoding;

/// <summary>
/// What a decoder finds: those that are sure enough, of the classes that are asked for, and show some of the picture; in memory that is
/// used again.
/// </summary>
internal sealed class Candidates(DetectionCall call) : IDisposable
{
    private Candidate[] _items = ArrayPool<Candidate>.Shared.Rent(512);

    /// <summary>The least score, for decoders that need not compute the rest below it.</summary>
    public float Threshold { get; } = call.Threshold;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>All of them; those that are kept are first.</summary>
    public Span<Candidate> Items => _items.AsSpan(0, Count);

    /// <summary>Adds one, unless it is below the threshold, of another class, no box at all, or in the padding alone.</summary>
    public void Add(in Box box, float score, int kind, int row)
    {
        // Written so that a score that is no number is left out.
        if (!(score >= Threshold) || !box.IsReal || !call.Classes.Has(kind))
            return;
        if (!box.InPicture(call.Placement, call.Width, call.Height).IsReal)
            return;
        if (Count == _items.Length)
            Grow();
        _items[Count++] = new Candidate(box, score, kind, row);
    }

    /// <summary>The surest first; equally sure ones in the order of their rows.</summary>
    public void Sort() => Items.Sort(static (a, b) =>
        a.Score != b.Score ? b.Score.CompareTo(a.Score) : a.Row != b.Row ? a.Row.CompareTo(b.Row) : a.Class.CompareTo(b.Class));

    /// <summary>Leaves only the first ones.</summary>
    public void Keep(int count) => Count = Math.Min(Count, count);

    public void Dispose()
    {
        ArrayPool<Candidate>.Shared.Return(_items);
        _items = [];
        Count = 0;
    }

    private void Grow()
    {
        var larger = ArrayPool<Candidate>.Shared.Rent(_items.Length * 2);
        Items.CopyTo(larger);
        ArrayPool<Candidate>.Shared.Return(_items);
        _items = larger;
    }
}
