using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Store.Index;
using LocalAI.Plugins.Store.Namespaces;
using LocalAI.Plugins.Store.Requests;
using LocalAI.Plugins.Store.Rows;

namespace LocalAI.Plugins.Store.Search;

/// <summary>
/// Runs searches, by the index, or in passes one at a time: queries that arrive during a pass share the next one, which reads the rows
/// once for all of them.
/// </summary>
internal sealed class SearchQueue(RowTable table, RowIndex index, Func<int> threads)
{
    private const int MostTogether = 16;

    private readonly Lock _lock = new();
    private readonly Queue<Search> _waiting = new();
    private bool _running;

    /// <summary>The keys nearest to a vector.</summary>
    public Task<StoresFindResult> FindAsync(float[] key, int topK, CancellationToken cancellationToken)
    {
        var search = new Search(key, topK, cancellationToken);
        if (AnswerByIndex(search))
            return search.Result.Task;
        lock (_lock)
        {
            _waiting.Enqueue(search);
            if (_running)
                return search.Result.Task;
            _running = true;
        }
        // The first to come works in its own time; who comes meanwhile is served on another thread.
        RunPass();
        if (HasMore())
            ThreadPool.UnsafeQueueUserWorkItem(static queue => queue.RunAll(), this, preferLocal: false);
        return search.Result.Task;
    }

    // Which shares no work with other searches, so it waits for none.
    private bool AnswerByIndex(Search search)
    {
        if (!index.IsUsable)
            return false;
        var snapshot = table.Enter();
        try
        {
            if (search.Prepare(snapshot) is { } query && index.TryFind(snapshot, query, out var hits))
                search.Complete(snapshot, hits);
        }
        catch (Exception e)
        {
            search.Fail(e);
        }
        finally
        {
            snapshot.Leave();
        }
        return search.Result.Task.IsCompleted;
    }

    private void RunAll()
    {
        do
            RunPass();
        while (HasMore());
    }

    private bool HasMore()
    {
        lock (_lock)
            return _running = _waiting.Count > 0;
    }

    private void RunPass()
    {
        List<Search> searches = [];
        lock (_lock)
        {
            while (searches.Count < MostTogether && _waiting.TryDequeue(out var search))
            {
                if (!search.EndIfCancelled())
                    searches.Add(search);
            }
        }
        if (searches.Count == 0)
            return;
        var snapshot = table.Enter();
        try
        {
            Run(snapshot, searches);
        }
        catch (Exception e)
        {
            foreach (var search in searches)
                search.Fail(e);
        }
        finally
        {
            snapshot.Leave();
        }
    }

    private void Run(Snapshot snapshot, List<Search> searches)
    {
        List<(Search Search, Query Query)> prepared = [];
        foreach (var search in searches)
        {
            if (search.Prepare(snapshot) is { } query)
                prepared.Add((search, query));
        }
        if (prepared.Count == 0)
            return;
        // Alone, a search ends when its caller goes; others' searches go on.
        var token = prepared.Count == 1 ? prepared[0].Search.Token : CancellationToken.None;
        var hits = ExactSearch.Find(snapshot, [.. prepared.Select(pair => pair.Query)], threads(), token);
        for (var i = 0; i < prepared.Count; i++)
            prepared[i].Search.Complete(snapshot, hits[i]);
    }

    private sealed class Search(float[] key, int topK, CancellationToken cancellationToken)
    {
        public TaskCompletionSource<StoresFindResult> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public CancellationToken Token => cancellationToken;

        public bool EndIfCancelled() => cancellationToken.IsCancellationRequested && Result.TrySetCanceled(cancellationToken);

        /// <summary>The query; null when the answer is known without a search.</summary>
        public Query? Prepare(Snapshot snapshot)
        {
            try
            {
                if (snapshot.Layout is not { } layout)
                {
                    Result.TrySetResult(new StoresFindResult());
                    return null;
                }
                KeyBatch.CheckLength("Key", key.Length, layout.Dimension, "the store's keys have");
                return new Query(key, layout, Math.Min(topK, snapshot.Live));
            }
            catch (Exception e)
            {
                Fail(e);
                return null;
            }
        }

        public void Complete(Snapshot snapshot, Hit[] hits)
        {
            try
            {
                Result.TrySetResult(Answer.Find(snapshot, hits));
            }
            catch (Exception e)
            {
                Fail(e);
            }
        }

        public void Fail(Exception e)
        {
            if (e is OperationCanceledException)
                Result.TrySetCanceled(cancellationToken);
            else
                Result.TrySetException(e);
        }
    }
}
