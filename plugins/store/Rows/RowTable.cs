using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Store.Rows;

/// <summary>
/// The rows as their one writer has them. It works on places that no snapshot shows and then publishes a snapshot, whole: readers see
/// all of a change or nothing of it.
/// </summary>
internal sealed class RowTable
{
    private readonly Queue<(Snapshot Snapshot, List<int> Deleted)> _unpublished = new();
    private readonly Queue<(Snapshot Superseded, List<int> Deleted)> _leaving = new();
    private readonly List<int> _free = [];
    private readonly BlockSupply _blocks = new();
    // Deleted rows that the index still walks through.
    private readonly List<int> _held = [];
    private IRowIndex? _index;
    private int _releases;
    private ReusedRows _reused = ReusedRows.None;
    private List<int> _deleted = [];
    private RowPage[] _pages = [];
    private ValueHeap _values = new();
    private KeyLookup _lookup = KeyLookup.Empty();
    private RowLayout? _layout;
    private int _rows;
    private int _live;
    // What the next publication shows: it is ahead of what readers see while a log is being flushed.
    private Snapshot _next = Snapshot.Empty();
    private volatile Snapshot _current;

    public RowTable() => _current = _next;

    /// <summary>Bytes held, by what for.</summary>
    public (long Rows, long Values, long Lookup) Bytes =>
        (_layout is null ? 0 : _pages.Length * (RowBlock.BytesOf(_layout) + ((long)_layout.RowsPerBlock * sizeof(long))),
            _values.Bytes, _lookup.Bytes);

    /// <summary>Numbers of a key; 0 while there is none.</summary>
    public int Dimension => _layout?.Dimension ?? 0;

    /// <summary>What <see cref="Publish()"/> would show.</summary>
    public Snapshot Next => _next;

    /// <summary>The latest snapshot, for as long as nobody needs it to stay.</summary>
    public Snapshot Current => _current;

    /// <summary>Lets an index hold rows, before the first is there.</summary>
    public void Use(IRowIndex index) => _index = index;

    /// <summary>The latest snapshot, which stays until it is left.</summary>
    public Snapshot Enter()
    {
        while (true)
        {
            var snapshot = _current;
            snapshot.Enter();
            // Superseded in between, its rows may be taken already.
            if (snapshot == _current)
                return snapshot;
            snapshot.Leave();
        }
    }

    /// <summary>A change of many rows, checked and ready, of which no reader sees anything yet.</summary>
    /// <param name="dimension">Numbers of a key.</param>
    /// <param name="count">How many keys there will be.</param>
    /// <exception cref="InvalidOperationException">The store has keys of another dimension.</exception>
    public RowBatch Begin(int dimension, int count)
    {
        if (_layout is not null && _layout.Dimension != dimension)
            throw new InvalidOperationException("The batch has another dimension.");
        Reclaim();
        return new RowBatch(_layout ?? new RowLayout(dimension), _next, _pages, _rows, _free, _blocks, count);
    }

    /// <summary>Makes a batch part of the table; <see cref="Publish()"/> shows it.</summary>
    public void Apply(RowBatch batch, IReadOnlyList<StoresValue> values)
    {
        _layout = batch.Layout;
        _pages = batch.Pages;
        var rows = _rows;
        _rows = batch.Rows;
        _free.RemoveRange(_free.Count - batch.Reused, batch.Reused);
        _live += batch.Added;
        EnsureLookup(batch.Added);
        var copied = new HashSet<int>();
        for (var i = 0; i < batch.Count; i++)
        {
            var row = batch.RowOf(i);
            var place = row & (_layout.RowsPerBlock - 1);
            var page = row >> _layout.RowBits;
            if (batch.IsNew(i))
            {
                // No snapshot shows the row, so what is there may change.
                if (_pages[page].IsDeleted(place))
                    SetDeleted(row, deleted: false, copied);
                _lookup.Add(row, _pages[page].Block.Hashes[place]);
                if (row < rows)
                    _reused = _reused.Add(row);
            }
            else
            {
                _values.Remove(_pages[page].Values[place]);
                if (copied.Add(~page))
                    _pages[page] = _pages[page] with { Values = [.. _pages[page].Values] };
            }
            _pages[page].Values[place] = _values.Add(values[i].Bytes.Span);
        }
        if (_values.IsSparse)
            MoveValuesTogether();
        Advance();
    }

    /// <summary>Deletes keys; those that are not there are no fault. <see cref="Publish()"/> shows it.</summary>
    /// <returns>How many were there.</returns>
    public int Delete(IEnumerable<float[]> keys)
    {
        Reclaim();
        var copied = new HashSet<int>();
        var before = _live;
        foreach (var key in keys)
        {
            var row = _next.Find(key);
            if (row < 0 || _pages[row >> _layout!.RowBits].IsDeleted(row & (_layout.RowsPerBlock - 1)))
                continue;
            SetDeleted(row, deleted: true, copied);
            _values.Remove(_pages[row >> _layout.RowBits].Values[row & (_layout.RowsPerBlock - 1)]);
            _deleted.Add(row);
            _live--;
        }
        if (_live == 0)
            Clear();
        else if (_values.IsSparse)
            MoveValuesTogether();
        Advance();
        return before - _live;
    }

    /// <summary>Shows readers all that has been done.</summary>
    public void Publish() => Publish(_next);

    /// <summary>Shows readers what had been done when the snapshot was the next one.</summary>
    public void Publish(Snapshot snapshot)
    {
        if (_unpublished.All(entry => entry.Snapshot != snapshot))
            return;
        var superseded = _current;
        _current = snapshot;
        List<int> deleted = [];
        Snapshot shown;
        do
        {
            (shown, var rows) = _unpublished.Dequeue();
            deleted.AddRange(rows);
        }
        while (shown != snapshot);
        _leaving.Enqueue((superseded, deleted));
        _index?.Changed();
    }

    // A row can be taken again when nobody looks at a snapshot that shows it: the one before its deletion, or an older one.
    private void Reclaim()
    {
        if (_index is { } index && _releases != index.Releases)
        {
            _releases = index.Releases;
            _held.RemoveAll(row =>
            {
                var isFree = !index.Holds(row);
                if (isFree)
                    _free.Add(row);
                return isFree;
            });
        }
        while (_leaving.TryPeek(out var oldest) && !oldest.Superseded.IsRead)
        {
            _leaving.Dequeue();
            foreach (var row in oldest.Deleted)
            {
                _lookup.Remove(row, HashOf(row));
                (_index?.Holds(row) == true ? _held : _free).Add(row);
            }
        }
    }

    private void EnsureLookup(int added)
    {
        if (_lookup.HasRoomFor(added))
            return;
        _lookup = _lookup.Grown(_rows, HashOf);
    }

    private uint HashOf(int row) => _pages[row >> _layout!.RowBits].Block.Hashes[row & (_layout.RowsPerBlock - 1)];

    private void Advance()
    {
        _reused = _reused.Without(_index?.ReusedSeen ?? long.MaxValue);
        _next = new Snapshot
        {
            Layout = _layout,
            Pages = [.. _pages],
            Rows = _rows,
            Live = _live,
            Values = _values.Chunks,
            Lookup = _lookup,
            Reused = _reused,
        };
        _unpublished.Enqueue((_next, _deleted));
        _deleted = [];
    }

    private void SetDeleted(int row, bool deleted, HashSet<int> copied)
    {
        var page = row >> _layout!.RowBits;
        var place = row & (_layout.RowsPerBlock - 1);
        if (copied.Add(page))
        {
            var bits = _pages[page].Deleted;
            _pages[page] = _pages[page] with { Deleted = bits is null ? new ulong[(_layout.RowsPerBlock + 63) / 64] : [.. bits] };
        }
        var bit = 1UL << place;
        if (deleted)
            _pages[page].Deleted![place >> 6] |= bit;
        else
            _pages[page].Deleted![place >> 6] &= ~bit;
    }

    private void MoveValuesTogether()
    {
        var together = new ValueHeap();
        for (var page = 0; page < _pages.Length; page++)
        {
            var old = _pages[page];
            var places = (long[])old.Values.Clone();
            var rows = Math.Min(_layout!.RowsPerBlock, _rows - (page << _layout.RowBits));
            for (var row = 0; row < rows; row++)
            {
                if (!old.IsDeleted(row))
                    places[row] = together.Add(ValueHeap.Read(_values.Chunks, places[row]).Span);
            }
            _pages[page] = old with { Values = places };
        }
        _values = together;
    }

    // Without keys there is no dimension, so the next key may have any.
    private void Clear()
    {
        _pages = [];
        _values = new ValueHeap();
        _lookup = KeyLookup.Empty();
        _layout = null;
        _rows = 0;
        _blocks.Clear();
        // Places in the memory that was; what readers still look at goes when they have gone.
        _free.Clear();
        _held.Clear();
        _deleted.Clear();
        _leaving.Clear();
        foreach (var (_, deleted) in _unpublished)
            deleted.Clear();
    }
}
