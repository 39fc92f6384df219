using Google.Protobuf;
using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Store.Rows;

namespace LocalAI.Plugins.Store.Namespaces;

/// <summary>Puts rows into answers.</summary>
internal static class Answer
{
    /// <summary>A row's key, bit for bit as it was set.</summary>
    public static StoresKey Key(Snapshot snapshot, int row)
    {
        var key = new StoresKey();
        key.Floats.AddRange(snapshot.Key(row));
        return key;
    }

    /// <summary>A row's value, without a copy: what is written once does not change.</summary>
    public static StoresValue Value(Snapshot snapshot, int row) =>
        new() { Bytes = UnsafeByteOperations.UnsafeWrap(snapshot.Value(row)) };
}
