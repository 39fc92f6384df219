using LocalAI.Plugins.Imaging.Memory;

namespace LocalAI.Plugins.Imaging.Reading;

/// <summary>The bytes of an image's file, in native memory.</summary>
/// <param name="block">The memory, which this gives back.</param>
/// <param name="length">Its bytes that count.</param>
internal sealed unsafe class EncodedImage(NativeBlock block, int length) : IDisposable
{
    private NativeBlock? _block = block;

    /// <summary>How many bytes.</summary>
    public int Length => length;

    /// <summary>The first, until this is disposed of.</summary>
    public byte* Pointer => (_block ?? throw new ObjectDisposedException(nameof(EncodedImage))).Pointer;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _block, null) is { } block)
            NativeBlockPool.Shared.Return(block);
    }
}
