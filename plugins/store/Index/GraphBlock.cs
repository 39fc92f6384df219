using LocalAI.Plugins.Store.Rows;

namespace LocalAI.Plugins.Store.Index;

/// <summary>The graph's memory for the rows of one block.</summary>
internal sealed unsafe class GraphBlock
{
    private readonly AlignedArray<int> _links;
    private readonly AlignedArray<int> _upperLinks;
    private readonly AlignedArray<int> _upperPlaces;
    private readonly bool[] _isNode;

    /// <param name="rows">The rows.</param>
    /// <param name="layout">How they lie in memory.</param>
    /// <param name="firstRow">The number of the first.</param>
    /// <param name="connections">Neighbours of a node at an upper level; twice as many at level 0.</param>
    public GraphBlock(RowBlock rows, RowLayout layout, int firstRow, int connections)
    {
        Rows = rows;
        _links = new AlignedArray<int>(layout.RowsPerBlock * connections * 2);
        _links.Span.Clear();
        _upperPlaces = new AlignedArray<int>(layout.RowsPerBlock);
        var upper = 0;
        for (var row = 0; row < layout.RowsPerBlock; row++)
        {
            _upperPlaces.Span[row] = upper;
            upper += GraphLevel.Of(firstRow + row, connections) * connections;
        }
        _upperLinks = new AlignedArray<int>(upper);
        _upperLinks.Span.Clear();
        _isNode = new bool[layout.RowsPerBlock];
    }

    /// <summary>The rows.</summary>
    public RowBlock Rows { get; }

    /// <summary>Bytes in use.</summary>
    public long Bytes => ((long)_links.Length + _upperLinks.Length + _upperPlaces.Length) * sizeof(int) + _isNode.Length;

    /// <summary>Where all of it is, as long as this object is referred to.</summary>
    public GraphPage Page => new()
    {
        Codes = Rows.Codes.Pointer,
        Scales = Rows.Scales.Pointer,
        Links = _links.Pointer,
        UpperLinks = _upperLinks.Pointer,
        UpperPlaces = _upperPlaces.Pointer,
    };

    /// <summary>Whether a row is in the graph.</summary>
    public bool IsNode(int place) => Volatile.Read(ref _isNode[place]);

    /// <summary>Says that it is.</summary>
    public void SetNode(int place) => Volatile.Write(ref _isNode[place], true);
}
