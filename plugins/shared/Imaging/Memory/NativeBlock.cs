using System.Runtime.InteropServices;

namespace LocalAI.Plugins.Imaging.Memory;

/// <summary>Native memory that begins at a multiple of 64 bytes. Who rents it gives it back; the finaliser frees the forgotten.</summary>
internal sealed unsafe class NativeBlock : SafeHandle
{
    private const int Alignment = 64;

    /// <param name="capacity">Bytes, at least 1; their content is undefined.</param>
    public NativeBlock(long capacity)
        : base(0, ownsHandle: true)
    {
        SetHandle((nint)NativeMemory.AlignedAlloc(checked((nuint)capacity), Alignment));
        Capacity = capacity;
    }

    /// <summary>Bytes.</summary>
    public long Capacity { get; }

    /// <summary>The first byte.</summary>
    public byte* Pointer => (byte*)handle;

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        NativeMemory.AlignedFree((void*)handle);
        return true;
    }
}
