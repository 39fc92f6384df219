using Google.Protobuf;
using Google.Protobuf.Collections;
using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Store.Rows;
using LocalAI.Plugins.Store.Search;

namespace LocalAI.Plugins.Store.Namespaces;

/// <summary>
/// Puts rows into answers: keys bit for bit as they were set, values without a copy, for what is written once does not change.
/// </summary>
internal static class Answer
{
    /// <summary>The answer of StoresGet.</summary>
    /// <exception cref="Abstractions.EngineException">It is larger than a message may be.</exception>
    public static StoresGetResult Get(Snapshot snapshot, IReadOnlyList<int> rows)
    {
        var result = new StoresGetResult();
        CheckSize(snapshot, rows);
        foreach (var row in rows)
            Add(snapshot, row, result.Keys, result.Values);
        return result;
    }

    /// <summary>The answer of StoresFind.</summary>
    /// <exception cref="Abstractions.EngineException">It is larger than a message may be.</exception>
    public static StoresFindResult Find(Snapshot snapshot, IReadOnlyList<Hit> hits)
    {
        var result = new StoresFindResult();
        CheckSize(snapshot, hits.Select(hit => hit.Row));
        foreach (var hit in hits)
        {
            Add(snapshot, hit.Row, result.Keys, result.Values);
            result.Similarities.Add(hit.Similarity);
        }
        return result;
    }

    private static void Add(Snapshot snapshot, int row, RepeatedField<StoresKey> keys, RepeatedField<StoresValue> values)
    {
        var key = new StoresKey();
        key.Floats.AddRange(snapshot.Key(row));
        keys.Add(key);
        values.Add(new StoresValue { Bytes = UnsafeByteOperations.UnsafeWrap(snapshot.Value(row)) });
    }

    private static void CheckSize(Snapshot snapshot, IEnumerable<int> rows)
    {
        var size = 0L;
        foreach (var row in rows)
            size += AnswerSize.OfRow(snapshot.Layout!.Dimension, snapshot.Value(row).Length);
        AnswerSize.Check(size);
    }
}
