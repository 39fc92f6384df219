using LocalAI.Plugins.Store.Requests;
using LocalAI.Plugins.Store.Rows;

namespace LocalAI.Plugins.Store.Index;

/// <summary>What there is to do for an index, step by step; the caller keeps the snapshot entered.</summary>
internal sealed class IndexWork(IndexState state, Snapshot snapshot, StoreSettings settings, CancellationToken cancellationToken)
{
    // As long as rows are added, none that is deleted meanwhile can be taken again.
    private const int RowsPerStep = 2048;

    // With fewer deleted rows a new graph is not worth it.
    private const int FewDeleted = 64;

    /// <summary>Does the next thing.</summary>
    /// <returns>False when there is nothing to do.</returns>
    public bool Step()
    {
        var searchable = state.Searchable is { } old && Fits(old.Graph) ? old : null;
        var building = state.Building is { } begun && Fits(begun) && begun.Connections == settings.Connections ? begun : null;
        if (building is null && (searchable is null || IsWorn(searchable.Graph)))
            building = new Graph(snapshot, settings.Connections);
        if (searchable != state.Searchable || building != state.Building)
        {
            state.Set(searchable, building);
            return true;
        }
        if (AddRows(building ?? searchable!.Graph))
            return true;
        if (building is null && searchable!.Width.Recall == settings.Recall && snapshot.Live < searchable.Width.Keys * 2L)
            return false;
        var graph = building ?? searchable!.Graph;
        var width = new Calibration(graph, snapshot, settings.Threads, cancellationToken).Measure(settings.Recall);
        state.Set(new SearchableGraph(graph, width), building: null);
        return true;
    }

    // Not when all keys have gone in between, or rows were taken again unseen.
    private bool Fits(Graph graph) => graph.Layout == snapshot.Layout && snapshot.Reused.Reaches(graph.ReusedSeen);

    private bool IsWorn(Graph graph) => graph.Connections != settings.Connections
        || (graph.RowsToCome(snapshot) == 0 && graph.Nodes - snapshot.Live > Math.Max(FewDeleted, graph.Nodes / 4));

    private bool AddRows(Graph graph)
    {
        var from = graph.Indexed;
        var count = Math.Min(RowsPerStep, snapshot.Rows - from);
        if (count > 0)
        {
            Add(graph, count, i => from + i);
            graph.Indexed = from + count;
            return true;
        }
        if (graph.ReusedSeen >= snapshot.Reused.End)
            return false;
        var reused = snapshot.Reused.After(graph.ReusedSeen).ToArray();
        count = Math.Min(RowsPerStep, reused.Length);
        Add(graph, count, i => reused[i]);
        graph.ReusedSeen += count;
        return true;
    }

    private void Add(Graph graph, int count, Func<int, int> rowAt)
    {
        graph.Grow(snapshot);
        var builder = new GraphBuilder(graph);
        RowInserts.Run(count, settings.Threads, i =>
        {
            if (snapshot.Shows(rowAt(i)))
                builder.Add(rowAt(i));
        }, cancellationToken);
    }
}
