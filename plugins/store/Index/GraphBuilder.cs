namespace LocalAI.Plugins.Store.Index;

/// <summary>Adds rows to a graph, by several threads at once (Malkov and Yashunin, algorithm 1).</summary>
internal sealed unsafe class GraphBuilder(Graph graph)
{
    // How many near rows a new node's neighbours are chosen from.
    private const int Width = 128;

    /// <summary>Adds a row that a snapshot shows, which the caller keeps entered, unless it is a node already.</summary>
    public void Add(int row)
    {
        var view = graph.View;
        if (view.IsNode(row))
            return;
        var level = GraphLevel.Of(row, graph.Connections);
        if (level <= graph.Entry.Level)
        {
            Add(view, row, level);
            return;
        }
        // One at a time, and others meanwhile see the graph without it.
        lock (graph.Top)
        {
            var entry = graph.Entry;
            Add(view, row, level);
            if (level > entry.Level)
                graph.Entry = (row, level);
        }
    }

    private void Add(GraphView view, int row, int level)
    {
        var walker = graph.Rent();
        var entry = graph.Entry;
        var highest = Math.Min(level, entry.Level);
        // Kept beside the node's own lists, which others change as soon as they come here.
        Span<int> chosen = stackalloc int[(highest + 1) * graph.Connections];
        chosen.Clear();
        if (entry.Level >= 0)
        {
            var codes = walker.CodesOf(view, row);
            var near = walker.Descend(view, codes, entry, highest);
            for (var at = highest; at >= 0; at--)
            {
                walker.Walk(view, codes, near, at, Width, snapshot: null);
                near = walker.Beam.RowAt(0);
                ChooseNeighbours(view, walker, row, at, chosen.Slice(at * graph.Connections, graph.Connections));
            }
        }
        graph.CountNode(view, row);
        // Only now do others lead here, from below on, for who comes here goes on to the levels below.
        for (var at = 0; at <= highest; at++)
        {
            foreach (var neighbour in chosen.Slice(at * graph.Connections, graph.Connections))
            {
                if (neighbour != 0)
                    Connect(view, neighbour - 1, row, at);
            }
        }
        graph.Return(walker);
        GC.KeepAlive(view);
    }

    private void ChooseNeighbours(GraphView view, Walker walker, int row, int level, Span<int> links)
    {
        var count = walker.Beam.Count;
        Span<int> rows = stackalloc int[Width];
        Span<float> similarities = stackalloc float[Width];
        var scale = *view.Scale(row);
        for (var i = 0; i < count; i++)
        {
            rows[i] = walker.Beam.RowAt(i);
            similarities[i] = walker.Beam.SimilarityAt(i) * scale;
        }
        var chosen = NeighbourChoice.Choose(view, row, rows[..count], similarities[..count], graph.Connections);
        for (var i = 0; i < chosen; i++)
            links[i] = rows[i] + 1;
        links.CopyTo(new Span<int>(view.Links(row, level), links.Length));
    }

    // Adds an edge from a node; when it has too many they are chosen anew.
    private void Connect(GraphView view, int from, int to, int level)
    {
        var links = view.Links(from, level);
        var most = view.MostLinks(level);
        lock (graph.LockOf(from))
        {
            var count = 0;
            for (; count < most && links[count] != 0; count++)
            {
                if (links[count] == to + 1)
                    return;
            }
            if (count < most)
            {
                Volatile.Write(ref links[count], to + 1);
                return;
            }

            Span<int> rows = stackalloc int[count + 1];
            Span<float> similarities = stackalloc float[count + 1];
            for (var i = 0; i <= count; i++)
            {
                rows[i] = i < count ? links[i] - 1 : to;
                similarities[i] = -NeighbourChoice.CosineOfRows(view, from, rows[i]);
            }
            similarities.Sort(rows);
            foreach (ref var similarity in similarities)
                similarity = -similarity;
            var chosen = NeighbourChoice.Choose(view, from, rows, similarities, most);
            // A walk that comes by may see some of the old and some of the new.
            for (var i = 0; i < most; i++)
                Volatile.Write(ref links[i], i < chosen ? rows[i] + 1 : 0);
        }
    }
}
