using LocalAI.Plugins.Store.Rows;

namespace LocalAI.Plugins.Store.Index;

/// <summary>
/// A hierarchical navigable small world (Malkov and Yashunin, 2016, arXiv:1603.09320) over the rows of a table: a node is a row, and
/// near rows are neighbours, at level 0 all of them, above only some. Several threads add nodes while others walk, who take no lock.
/// </summary>
internal sealed class Graph
{
    private const int Locks = 1024;

    private readonly Lock[] _locks = [.. Enumerable.Range(0, Locks).Select(_ => new Lock())];
    private readonly Stack<Walker> _walkers = new();
    private volatile GraphView _view;
    private long _entry = -1;
    private int _nodes;
    private int _indexed;
    private long _reusedSeen;

    /// <param name="snapshot">Rows; there is at least one.</param>
    /// <param name="connections">Neighbours of a node at an upper level; twice as many at level 0.</param>
    public Graph(Snapshot snapshot, int connections)
    {
        Layout = snapshot.Layout!;
        Connections = connections;
        _view = new GraphView(Layout, connections, []);
        _reusedSeen = snapshot.Reused.End;
    }

    /// <summary>The table's rows when the graph began; another object after all keys have gone.</summary>
    public RowLayout Layout { get; }

    /// <summary>Neighbours of a node at an upper level; twice as many at level 0.</summary>
    public int Connections { get; }

    /// <summary>Its memory now.</summary>
    public GraphView View => _view;

    /// <summary>How many nodes there are, those of deleted rows among them.</summary>
    public int Nodes => Volatile.Read(ref _nodes);

    /// <summary>Rows below this have been seen: they are nodes, or were deleted then.</summary>
    public int Indexed { get => Volatile.Read(ref _indexed); set => Volatile.Write(ref _indexed, value); }

    /// <summary>How many of the rows taken again have been seen.</summary>
    public long ReusedSeen { get => Volatile.Read(ref _reusedSeen); set => Volatile.Write(ref _reusedSeen, value); }

    /// <summary>Whoever adds a node above the highest level has this.</summary>
    public Lock Top { get; } = new();

    /// <summary>Bytes in use.</summary>
    public long Bytes => _view.Blocks.Sum(block => block.Bytes);

    /// <summary>Where walks begin: a node of the highest level; level -1 while there is none.</summary>
    public (int Row, int Level) Entry
    {
        get
        {
            var entry = Volatile.Read(ref _entry);
            return ((int)entry, (int)(entry >> 32));
        }
        set => Volatile.Write(ref _entry, ((long)value.Level << 32) | (uint)value.Row);
    }

    /// <summary>Whoever changes a node's neighbours has this; several nodes share one.</summary>
    public Lock LockOf(int row) => _locks[row & (Locks - 1)];

    /// <summary>How many rows of a snapshot may not be in the graph yet.</summary>
    public int RowsToCome(Snapshot snapshot)
    {
        var (added, seen) = (Math.Max(0, snapshot.Rows - Indexed), ReusedSeen);
        return snapshot.Reused.Reaches(seen) ? added + snapshot.Reused.After(seen).Length : snapshot.Rows;
    }

    /// <summary>Makes room for the rows of a snapshot of the same layout.</summary>
    public void Grow(Snapshot snapshot)
    {
        var blocks = _view.Blocks.Count;
        if (blocks == snapshot.Pages.Length)
            return;
        _view = _view.With(Layout, snapshot.Pages.Skip(blocks).Select(
            (page, i) => new GraphBlock(page.Block, Layout, (blocks + i) << Layout.RowBits, Connections)));
    }

    /// <summary>Counts a row in.</summary>
    public void CountNode(GraphView view, int row)
    {
        view.SetNode(row);
        Interlocked.Increment(ref _nodes);
    }

    /// <summary>What a walk needs to remember, for the calling thread alone until it is given back.</summary>
    public Walker Rent()
    {
        lock (_walkers)
        {
            if (_walkers.TryPop(out var walker))
                return walker;
        }
        return new Walker();
    }

    /// <summary>Gives it back.</summary>
    public void Return(Walker walker)
    {
        lock (_walkers)
        {
            if (_walkers.Count < Environment.ProcessorCount)
                _walkers.Push(walker);
        }
    }
}
