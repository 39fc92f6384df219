using System.Runtime.InteropServices;
using LocalAI.Plugins.LlamaCpp;

namespace LocalAI.Plugins.Llama.Decoding;

/// <summary>The tokens of one decode: native arrays of a fixed capacity, filled anew for each step.</summary>
internal sealed unsafe class TokenBatch : IDisposable
{
    private readonly int* _tokens;
    private readonly int* _positions;
    private readonly int* _sequenceCounts;
    private readonly int* _sequences;
    private readonly int** _sequencePointers;
    private readonly sbyte* _logits;

    public TokenBatch(int capacity)
    {
        Capacity = capacity;
        _tokens = Allocate<int>(capacity);
        _positions = Allocate<int>(capacity);
        _sequenceCounts = Allocate<int>(capacity);
        _sequences = Allocate<int>(capacity);
        _sequencePointers = (int**)Allocate<nint>(capacity);
        _logits = Allocate<sbyte>(capacity);
        for (var i = 0; i < capacity; i++)
        {
            _sequenceCounts[i] = 1;
            _sequencePointers[i] = &_sequences[i];
        }
    }

    public int Capacity { get; }

    public int Count { get; private set; }

    public int Room => Capacity - Count;

    public NativeBatch Native => new()
    {
        TokenCount = Count,
        Tokens = _tokens,
        Positions = _positions,
        SequenceCounts = _sequenceCounts,
        SequenceIds = _sequencePointers,
        Logits = _logits,
    };

    public void Clear() => Count = 0;

    /// <summary>Adds a token.</summary>
    /// <returns>Its place in the batch, by which its outputs are asked for.</returns>
    public int Add(int token, int position, int sequence, bool wantsOutput)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(Count, Capacity);
        _tokens[Count] = token;
        _positions[Count] = position;
        _sequences[Count] = sequence;
        _logits[Count] = wantsOutput ? (sbyte)1 : (sbyte)0;
        return Count++;
    }

    public void Dispose()
    {
        NativeMemory.Free(_tokens);
        NativeMemory.Free(_positions);
        NativeMemory.Free(_sequenceCounts);
        NativeMemory.Free(_sequences);
        NativeMemory.Free(_sequencePointers);
        NativeMemory.Free(_logits);
    }

    private static T* Allocate<T>(int count) where T : unmanaged => (T*)NativeMemory.AllocZeroed((nuint)count, (nuint)sizeof(T));
}
