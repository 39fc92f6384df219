namespace LocalAI.Plugins.Imaging.Memory;

/// <summary>
/// Keeps native memory for the next image: fresh memory costs a page fault every 4 KiB, as much as a fifth of a decode. A block that
/// waits too long is freed when another is rented or given back; there is no timer, which would hold an unloaded plugin.
/// </summary>
/// <param name="most">Bytes that are kept at most; what is rented does not count.</param>
/// <param name="patience">How long a block waits.</param>
/// <param name="time">The clock.</param>
internal sealed class NativeBlockPool(long most, TimeSpan patience, TimeProvider time)
{
    private const long Granularity = 64 * 1024;

    // A block may be so many times as large as what is asked for.
    private const int Waste = 2;

    private readonly Lock _gate = new();
    private readonly List<(NativeBlock Block, long Since)> _oldestFirst = [];
    private long _kept;

    /// <summary>The pool of all images of this plugin.</summary>
    public static NativeBlockPool Shared { get; } = new(256L * 1024 * 1024, TimeSpan.FromMinutes(1), TimeProvider.System);

    /// <summary>Bytes that wait for a next renter.</summary>
    public long Kept
    {
        get
        {
            lock (_gate)
                return _kept;
        }
    }

    /// <summary>A block of at least so many bytes, with undefined content.</summary>
    public NativeBlock Rent(long bytes)
    {
        var capacity = (Math.Max(bytes, 1) + Granularity - 1) / Granularity * Granularity;
        lock (_gate)
        {
            FreeIdle();
            var best = -1;
            for (var i = 0; i < _oldestFirst.Count; i++)
            {
                var offered = _oldestFirst[i].Block.Capacity;
                if (offered >= capacity && offered <= capacity * Waste
                    && (best < 0 || offered < _oldestFirst[best].Block.Capacity))
                    best = i;
            }
            if (best >= 0)
                return Take(best);
        }
        return new NativeBlock(capacity);
    }

    /// <summary>Takes a block back that nobody uses any more.</summary>
    public void Return(NativeBlock block)
    {
        if (block.Capacity > most)
        {
            block.Dispose();
            return;
        }
        lock (_gate)
        {
            _oldestFirst.Add((block, time.GetTimestamp()));
            _kept += block.Capacity;
            FreeIdle();
            while (_kept > most)
                Take(0).Dispose();
        }
    }

    private void FreeIdle()
    {
        while (_oldestFirst.Count > 0 && time.GetElapsedTime(_oldestFirst[0].Since) > patience)
            Take(0).Dispose();
    }

    private NativeBlock Take(int index)
    {
        var block = _oldestFirst[index].Block;
        _oldestFirst.RemoveAt(index);
        _kept -= block.Capacity;
        return block;
    }
}
