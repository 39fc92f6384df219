namespace LocalAI.Plugins.Store.Index;

/// <summary>What an index has: one thread works on it, everybody looks.</summary>
internal sealed class IndexState
{
    private volatile Graph[] _graphs = [];
    private volatile SearchableGraph? _searchable;
    private volatile Graph? _building;
    private volatile string? _fault;
    private int _releases;

    /// <summary>The graph that answers.</summary>
    public SearchableGraph? Searchable => _searchable;

    /// <summary>The graph that will.</summary>
    public Graph? Building => _building;

    /// <summary>Both, if they are there.</summary>
    public IReadOnlyList<Graph> Graphs => _graphs;

    /// <summary>Why there is no graph though one is wanted.</summary>
    public string? Fault { get => _fault; set => _fault = value; }

    /// <summary>How often a graph was given up.</summary>
    public int Releases => Volatile.Read(ref _releases);

    /// <summary>How many rows taken again all of them know.</summary>
    public long ReusedSeen
    {
        get
        {
            var seen = long.MaxValue;
            foreach (var graph in _graphs)
                seen = Math.Min(seen, graph.ReusedSeen);
            return seen;
        }
    }

    /// <summary>Has these from now on.</summary>
    public void Set(SearchableGraph? searchable, Graph? building)
    {
        var before = _graphs;
        Graph?[] now = [searchable?.Graph, building];
        _searchable = searchable;
        _building = building;
        _graphs = [.. now.OfType<Graph>()];
        if (before.Except(_graphs).Any())
            Interlocked.Increment(ref _releases);
    }

    /// <summary>Has none from now on.</summary>
    public void Clear()
    {
        if (_graphs.Length > 0)
            Set(null, null);
    }
}
