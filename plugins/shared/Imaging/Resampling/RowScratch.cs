using System.Runtime.Intrinsics;
using LocalAI.Plugins.Imaging.Memory;

namespace LocalAI.Plugins.Imaging.Resampling;

/// <summary>What a resampling needs beside the tensor, for one row of it.</summary>
internal readonly unsafe struct RowScratch : IDisposable
{
    private readonly NativeBlock _block;

    /// <param name="width">Pixels of a row of the tensor.</param>
    public RowScratch(int width)
    {
        _block = NativeBlockPool.Shared.Rent((long)width * (sizeof(Vector128<float>) + sizeof(int) + (2 * sizeof(float))));
        Pixels = (Vector128<float>*)_block.Pointer;
        Offsets = (int*)(Pixels + width);
        Shares = (float*)(Offsets + width);
        SharesBelow = Shares + width;
    }

    /// <summary>The row's pixels: red, green, blue, unused, 0..255.</summary>
    public Vector128<float>* Pixels { get; }

    /// <summary>Where in the picture, or in a row of it, the left upper neighbour of each pixel is, in bytes.</summary>
    public int* Offsets { get; }

    /// <summary>The share of its right neighbours.</summary>
    public float* Shares { get; }

    /// <summary>The share of its lower neighbours, where it differs along the row.</summary>
    public float* SharesBelow { get; }

    /// <inheritdoc/>
    public void Dispose() => NativeBlockPool.Shared.Return(_block);
}
