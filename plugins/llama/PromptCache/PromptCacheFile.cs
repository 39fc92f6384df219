using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Llama.PromptCache;

/// <summary>
/// A prompt cache on disk: <c>LAPC</c>, version, the model's fingerprint, the number of tokens and of state bytes, then the tokens,
/// the state, and a checksum of all before it; little-endian. It is checked whole before native code sees the state.
/// </summary>
internal static class PromptCacheFile
{
    private const uint Magic = 0x4350414C;
    private const uint Version = 1;
    private const int HeaderBytes = 4 + 4 + ModelFingerprint.Bytes + 4 + 8;
    private const int ChecksumBytes = 16;

    /// <summary>Reads a cache.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="fingerprint">The model it must be of.</param>
    /// <param name="layout">How the states of that model are laid out.</param>
    /// <returns>Null when there is no such file yet.</returns>
    /// <exception cref="EngineException">It cannot be read, is damaged, or belongs to another model.</exception>
    public static SequenceState? Read(string path, ModelFingerprint fingerprint, StateLayout layout)
    {
        if (Directory.Exists(path))
            throw Refuse(path, "is a folder; name a file in it");
        if (!File.Exists(path))
            return null;
        try
        {
            using var handle = File.OpenHandle(path);
            // A checksum is no seal: whoever makes such a file can make one that fits.
            return Parse(path, handle, fingerprint) is var state && layout.Fits(state) ? state : throw Damaged(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refuse(path, $"cannot be read ({e.Message.TrimEnd('.')}); check its permissions or name another file");
        }
    }

    /// <summary>Writes a cache beside its place and then puts it there, so that no reader ever sees half of it.</summary>
    /// <exception cref="IOException">It cannot be written; nothing is left behind.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static void Write(string path, SequenceState state, ModelFingerprint fingerprint)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var part = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            using (var file = new FileStream(part, FileMode.CreateNew, FileAccess.Write))
                Write(file, state, fingerprint);
            File.Move(part, path, overwrite: true);
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }

    private static void Write(FileStream file, SequenceState state, ModelFingerprint fingerprint)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(header, Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], Version);
        fingerprint.CopyTo(header[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[^12..], state.Tokens.Length);
        BinaryPrimitives.WriteInt64LittleEndian(header[^8..], state.State.LongLength);
        var hash = new XxHash128();
        Append(header);
        Append(MemoryMarshal.AsBytes(state.Tokens.AsSpan()));
        Append(state.State);
        file.Write(hash.GetCurrentHash());

        void Append(ReadOnlySpan<byte> bytes)
        {
            hash.Append(bytes);
            file.Write(bytes);
        }
    }

    private static SequenceState Parse(string path, Microsoft.Win32.SafeHandles.SafeFileHandle handle, ModelFingerprint fingerprint)
    {
        var length = RandomAccess.GetLength(handle);
        var header = new byte[HeaderBytes];
        if (length < HeaderBytes || RandomAccess.Read(handle, header, 0) < HeaderBytes
            || BinaryPrimitives.ReadUInt32LittleEndian(header) != Magic)
            throw Refuse(path, "is no prompt cache; name another file, it is left as it is");
        if (BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(4)) != Version)
            throw Refuse(path, "is a prompt cache of another release of the plugin; delete it or name another file");
        if (!fingerprint.Matches(header.AsSpan(8)))
        {
            throw Refuse(path, "holds the prompt cache of another model, or of one that was loaded with other settings; "
                + "delete it or name another file");
        }
        var tokens = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(HeaderBytes - 12));
        var bytes = BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(HeaderBytes - 8));
        if (tokens < 0 || bytes < 0 || bytes > Array.MaxLength
            || HeaderBytes + ChecksumBytes + (long)tokens * sizeof(int) + bytes != length)
            throw Damaged(path);

        var hash = new XxHash128();
        hash.Append(header);
        var state = new SequenceState(new int[tokens], GC.AllocateUninitializedArray<byte>((int)bytes));
        var offset = (long)HeaderBytes;
        Take(MemoryMarshal.AsBytes(state.Tokens.AsSpan()));
        Take(state.State);
        var checksum = hash.GetCurrentHash();
        var written = new byte[ChecksumBytes];
        Take(written);
        return checksum.AsSpan().SequenceEqual(written) ? state : throw Damaged(path);

        void Take(Span<byte> target)
        {
            for (var filled = 0; filled < target.Length;)
            {
                var read = RandomAccess.Read(handle, target[filled..], offset);
                if (read == 0)
                    throw Damaged(path);
                filled += read;
                offset += read;
            }
            hash.Append(target);
        }
    }

    private static EngineException Damaged(string path) => Refuse(path, "is a damaged prompt cache; delete it or name another file");

    private static EngineException Refuse(string path, string problem) =>
        new(EngineFailure.InvalidInput, $"PromptCachePath '{Path.GetFileName(path)}' {problem}.");
}
