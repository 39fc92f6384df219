using LocalAI.Plugins.Store.Rows;

namespace LocalAI.Plugins.Store.Index;

/// <summary>The memory of a graph as far as it reached at one moment; a walk passes over rows beyond.</summary>
internal sealed unsafe class GraphView
{
    private readonly GraphBlock[] _blocks;
    private readonly AlignedArray<GraphPage> _pages;
    private readonly GraphPage* _page;
    private readonly int _rowBits;
    private readonly int _placeMask;

    public GraphView(RowLayout layout, int connections, GraphBlock[] blocks)
    {
        _blocks = blocks;
        _pages = new AlignedArray<GraphPage>(blocks.Length);
        for (var i = 0; i < blocks.Length; i++)
            _pages.Span[i] = blocks[i].Page;
        _page = _pages.Pointer;
        _rowBits = layout.RowBits;
        _placeMask = layout.RowsPerBlock - 1;
        Stride = layout.CodeStride;
        Connections = connections;
    }

    /// <summary>Neighbours of a node at an upper level; twice as many at level 0.</summary>
    public int Connections { get; }

    /// <summary>Bytes of a row's codes.</summary>
    public int Stride { get; }

    /// <summary>Rows that it has room for.</summary>
    public int Capacity => _blocks.Length << _rowBits;

    /// <summary>The memory by blocks of rows.</summary>
    public IReadOnlyList<GraphBlock> Blocks => _blocks;

    /// <summary>The memory with more blocks.</summary>
    public GraphView With(RowLayout layout, IEnumerable<GraphBlock> more) => new(layout, Connections, [.. _blocks, .. more]);

    /// <summary>A row's codes.</summary>
    public sbyte* Codes(int row) => _page[row >> _rowBits].Codes + ((nint)(row & _placeMask) * Stride);

    /// <summary>What one step of a row's codes is worth.</summary>
    public float* Scale(int row) => _page[row >> _rowBits].Scales + (row & _placeMask);

    /// <summary>A row's neighbours at a level.</summary>
    public int* Links(int row, int level)
    {
        ref var page = ref _page[row >> _rowBits];
        var place = row & _placeMask;
        return level == 0
            ? page.Links + ((nint)place * Connections * 2)
            : page.UpperLinks + page.UpperPlaces[place] + ((level - 1) * Connections);
    }

    /// <summary>How many neighbours a node can have at a level.</summary>
    public int MostLinks(int level) => level == 0 ? Connections * 2 : Connections;

    /// <summary>Whether a row is in the graph.</summary>
    public bool IsNode(int row) => (row >> _rowBits) < _blocks.Length && _blocks[row >> _rowBits].IsNode(row & _placeMask);

    /// <summary>Says that it is.</summary>
    public void SetNode(int row) => _blocks[row >> _rowBits].SetNode(row & _placeMask);
}
