using System.Buffers.Binary;
using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Store.Durability;

/// <summary>
/// Reads the frames of a file and tells what never came to be written whole, which is a torn end, from what was written and has
/// changed since, which is damage.
/// </summary>
internal sealed class FrameReader(StoreFile file, long start)
{
    private readonly FileWindow _window = new(file.Handle, file.Length);

    /// <summary>Where the next frame begins; after the last one, where the file should end.</summary>
    public long Position { get; private set; } = start;

    /// <summary>Where the last frame that was read began.</summary>
    public long Start { get; private set; }

    /// <summary>Reads the next frame; false at the end, and where a frame was not written to its end.</summary>
    /// <exception cref="EngineException">The file is damaged here.</exception>
    public bool TryRead(out Frame frame)
    {
        frame = default;
        var left = _window.Length - Position;
        if (left == 0)
            return false;
        var seed = FrameFormat.SeedOf(file.Kind, file.Sequence, Position);
        if (left < FrameFormat.HeaderSize)
            return false;
        if (!FrameFormat.IsHeader(_window.Read(Position, FrameFormat.HeaderSize).Span, seed, out var length, out var kind))
            return _window.IsZeroFrom(Position + FrameFormat.HeaderSize) ? false : throw FolderRefusal.Damaged(file, Position);

        var size = FrameFormat.HeaderSize + length + FrameFormat.TrailerSize;
        if (size > left)
            return false;
        var body = _window.Read(Position + FrameFormat.HeaderSize, length + FrameFormat.TrailerSize);
        if (!Matches(body.Span[..length], body.Span[length..], seed, out var unwritten))
            return unwritten && _window.IsZeroFrom(Position + size) ? false : throw FolderRefusal.Damaged(file, Position);
        if (!Frame.TryRead(kind, body[..length], out frame))
            throw FolderRefusal.Damaged(file, Position);
        Start = Position;
        Position += size;
        return true;
    }

    // A checksum that ends in zeros may be one that was not written to its end: when what there is of it fits, or there is nothing.
    private static bool Matches(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> sum, long seed, out bool unwritten)
    {
        Span<byte> expected = stackalloc byte[FrameFormat.TrailerSize];
        BinaryPrimitives.WriteUInt64LittleEndian(expected, FrameFormat.Sum(payload, seed));
        var written = sum.TrimEnd((byte)0);
        unwritten = expected.StartsWith(written);
        return expected.SequenceEqual(sum);
    }
}
