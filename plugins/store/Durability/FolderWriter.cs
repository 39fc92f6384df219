using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Store.Namespaces;
using LocalAI.Plugins.Store.Requests;
using LocalAI.Plugins.Store.Rows;

namespace LocalAI.Plugins.Store.Durability;

/// <summary>
/// Makes changes in a folder and in its table: the log is written while the keys are checked, and taken back if one is refused; then,
/// while the disk takes it, the table is changed. One writer at a time.
/// </summary>
internal sealed class FolderWriter(StoreFolder folder, RowTable table)
{
    private readonly FrameBuilder _frame = new();

    /// <summary>Stores or replaces values; all or nothing.</summary>
    /// <returns>Ends when it may be answered.</returns>
    /// <exception cref="EngineException">It is refused, and nothing has changed.</exception>
    public Task Set(KeyBatch keys, IReadOnlyList<StoresValue> values)
    {
        var measures = Write(keys, values);
        return Change(() =>
        {
            var batch = table.Begin(keys.Dimension, keys.Count);
            for (var i = 0; i < keys.Count; i++)
                batch.AddDistinct(_frame.Key(i), measures[i].Hash, measures[i].Norm, measures[i].Largest);
            table.Apply(batch, values);
        });
    }

    /// <summary>Deletes keys that are there.</summary>
    /// <returns>Ends when it may be answered.</returns>
    /// <exception cref="EngineException">It is refused, and nothing has changed.</exception>
    public Task Delete(IReadOnlyList<float[]> keys)
    {
        // They may be gone by a change that is not yet as durable as this answer must be.
        if (keys.Count == 0)
            return folder.AnswerAsync();
        _frame.Begin(FrameKind.Delete, table.Dimension, keys.Count, valueBytes: 0);
        using var append = folder.Begin(_frame);
        foreach (var key in keys)
            _frame.Add(key);
        folder.Complete(append);
        return Change(() => table.Delete(keys));
    }

    private KeyMeasures[] Write(KeyBatch keys, IReadOnlyList<StoresValue> values)
    {
        long valueBytes = 0;
        foreach (var value in values)
            valueBytes += value.Bytes.Length;
        _frame.Begin(FrameKind.Set, keys.Dimension, keys.Count, valueBytes);
        using var append = folder.Begin(_frame);
        KeyMeasures[] measures;
        try
        {
            measures = Build(keys, values, append);
        }
        catch
        {
            folder.TakeBack(append);
            throw;
        }
        folder.Complete(append);
        return measures;
    }

    private KeyMeasures[] Build(KeyBatch keys, IReadOnlyList<StoresValue> values, FrameAppend append)
    {
        var measures = new KeyMeasures[keys.Count];
        var distinct = new HashSet<int>(keys.Count, new SameKey(_frame, measures));
        for (var i = 0; i < keys.Count; i++)
        {
            var key = keys.Read(i, out var norm, out var largest);
            measures[i] = new KeyMeasures(KeyHash.Of(key), norm, largest);
            _frame.Add(key, values[i].Bytes.Span);
            if (!distinct.Add(i) && distinct.TryGetValue(i, out var earlier))
                throw Refusal.Duplicate(earlier, i);
            append.Advance();
        }
        return measures;
    }

    // The log has it already, so what fails now leaves the two different.
    private Task Change(Action change)
    {
        try
        {
            change();
        }
        catch (Exception e)
        {
            throw folder.Break(e);
        }
        return folder.AnswerAsync();
    }

    /// <summary>Compares the keys of a frame by their places in it.</summary>
    private sealed class SameKey(FrameBuilder frame, KeyMeasures[] measures) : IEqualityComparer<int>
    {
        public bool Equals(int first, int second) =>
            measures[first].Hash == measures[second].Hash && KeyHash.Same(frame.Key(first), frame.Key(second));

        public int GetHashCode(int index) => (int)measures[index].Hash;
    }

    private readonly record struct KeyMeasures(uint Hash, double Norm, float Largest);
}
