using System.Collections;
using Google.Protobuf;
using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Store.Rows;

namespace LocalAI.Plugins.Store.Durability;

/// <summary>Does to a table what frames say.</summary>
internal sealed class Replay(RowTable table)
{
    /// <summary>Does one frame.</summary>
    /// <exception cref="Abstractions.EngineException">It does not fit what is there, although its checksums do.</exception>
    public void Apply(StoreFile file, in Frame frame, long offset)
    {
        if (table.Dimension != frame.Dimension && (table.Dimension != 0 || frame.Kind == FrameKind.Delete))
            throw FolderRefusal.Damaged(file, offset);
        if (frame.Kind == FrameKind.Set)
            Set(file, frame, offset);
        else
            Delete(frame);
        // Nobody reads yet, so that rows which are gone can be taken again at once.
        table.Publish();
    }

    private void Set(StoreFile file, in Frame frame, long offset)
    {
        var batch = table.Begin(frame.Dimension, frame.Count);
        for (var i = 0; i < frame.Count; i++)
        {
            var (norm, largest) = RowCoder.Measure(frame.Key(i));
            if (!double.IsFinite(norm) || batch.Add(frame.Key(i), norm, largest) >= 0)
                throw FolderRefusal.Damaged(file, offset);
        }
        table.Apply(batch, new FrameValues(frame));
    }

    private void Delete(in Frame frame)
    {
        var keys = new float[frame.Count][];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = frame.Key(i).ToArray();
        table.Delete(keys);
    }

    // The table asks for each value once, in order.
    private sealed class FrameValues(Frame frame) : IReadOnlyList<StoresValue>
    {
        private readonly StoresValue _value = new();
        private int _next;
        private int _offset;

        public int Count => frame.Count;

        public StoresValue this[int index]
        {
            get
            {
                ArgumentOutOfRangeException.ThrowIfNotEqual(index, _next);
                var length = frame.ValueLength(_next++);
                _value.Bytes = UnsafeByteOperations.UnsafeWrap(frame.Values.Slice(_offset, length));
                _offset += length;
                return _value;
            }
        }

        public IEnumerator<StoresValue> GetEnumerator()
        {
            while (_next < Count)
                yield return this[_next];
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
