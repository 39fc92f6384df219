using System.Buffers.Binary;
using System.Security.Cryptography;

namespace LocalAI.Plugins.Store.Postgres;

/// <summary>
/// SHA-256 of a key's numbers as little-endian bytes, -0 as 0: what a row is found by. Nobody can make two keys with one digest, so
/// keys of strangers may be stored.
/// </summary>
internal sealed class KeyDigest : IEqualityComparer<byte[]>
{
    /// <summary>Compares digests.</summary>
    public static KeyDigest Comparer { get; } = new();

    /// <summary>The digest of a key.</summary>
    public static byte[] Of(ReadOnlySpan<float> key)
    {
        var bytes = new byte[key.Length * sizeof(float)];
        // Adding 0 turns -0 into 0 and nothing else into something else.
        for (var i = 0; i < key.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), key[i] + 0f);
        return SHA256.HashData(bytes);
    }

    /// <inheritdoc/>
    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    /// <inheritdoc/>
    public int GetHashCode(byte[] obj) => BinaryPrimitives.ReadInt32LittleEndian(obj);
}
