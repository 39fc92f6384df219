using System.Runtime.CompilerServices;

namespace LocalAI.Plugins.Store.Rows;

/// <summary>
/// An array that the collector does not move, begun at a multiple of 64 bytes, which is a cache line and the widest vector register.
/// Its memory goes when nobody refers to it any more, so a reader never sees it freed.
/// </summary>
internal sealed unsafe class AlignedArray<T> where T : unmanaged
{
    private const int Alignment = 64;
    private const int PageBytes = 4096;
    private readonly T[] _memory;
    private readonly int _start;

    /// <summary>Memory for so many elements, not cleared: only what is read later must be touched.</summary>
    public AlignedArray(int length)
    {
        Length = length;
        _memory = GC.AllocateUninitializedArray<T>(length + (Alignment / sizeof(T)), pinned: true);
        var address = (nuint)Unsafe.AsPointer(ref _memory[0]);
        _start = (int)((Alignment - (address % Alignment)) % Alignment) / sizeof(T);
        Pointer = (T*)address + _start;
    }

    /// <summary>How many elements it has.</summary>
    public int Length { get; }

    /// <summary>The first element, as long as this object is referred to.</summary>
    public T* Pointer { get; }

    /// <summary>Writes into each page of memory.</summary>
    public void Touch()
    {
        for (var i = 0; i < Length; i += PageBytes / sizeof(T))
            Pointer[i] = default;
        GC.KeepAlive(this);
    }

    /// <summary>All elements.</summary>
    public Span<T> Span => _memory.AsSpan(_start, Length);

    /// <summary>Some of them.</summary>
    public Span<T> Slice(int start, int length) => Span.Slice(start, length);

    /// <summary>Some of them, as memory that outlives a method.</summary>
    public ArraySegment<T> Segment(int start, int length) => new(_memory, _start + start, length);
}
