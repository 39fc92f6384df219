using System.Buffers.Binary;
using LocalAI.Plugins.LlamaCpp;

namespace LocalAI.Plugins.Llama.PromptCache;

/// <summary>
/// How llama.cpp lays out the state of a sequence, and whether a state read from a file is so. llama.cpp checks the types and sizes of the
/// tensors in it and never reads beyond its end, but takes the number of cells and their positions as they come, and ends the process
/// over some. What is not understood here is neither saved nor restored.
/// </summary>
/// <param name="Caches">How many caches of keys and values come one after the other; a model with a sliding window has two.</param>
/// <param name="IsRecurrent">Whether a recurrent state comes last.</param>
/// <param name="HasPlaces">Whether cells have a place on a plane and a token (M-RoPE).</param>
internal sealed record StateLayout(int Caches, bool IsRecurrent, bool HasPlaces)
{
    /// <summary>Two-dimensional positions: GGML_ROPE_TYPE_MROPE and those with its bit.</summary>
    private const int PlacesBit = 8;

    /// <summary>More streams than llama.cpp has sequences.</summary>
    private const uint MostStreams = 256;

    public static StateLayout Of(ModelHandle model)
    {
        var rope = LlamaApi.llama_model_rope_type(model);
        var isRecurrent = LlamaApi.llama_model_is_recurrent(model);
        var caches = isRecurrent ? 0 : LlamaApi.llama_model_n_swa(model) > 0 ? 2 : 1;
        return new StateLayout(caches, isRecurrent || LlamaApi.llama_model_is_hybrid(model), rope > 0 && (rope & PlacesBit) != 0);
    }

    /// <summary>Whether a state is whole and is one of its tokens.</summary>
    public bool Fits(SequenceState state)
    {
        var reader = new Reader(state.State);
        reader.Skip(2 * sizeof(uint)); // llama.cpp's mark, which it checks, and the sequence it was, which it ignores.
        for (var cache = 0; cache < Caches && reader.IsGood; cache++)
            ReadCache(ref reader, state.Tokens, isFirst: cache == 0);
        if (IsRecurrent)
            ReadRecurrent(ref reader, state.Tokens.Length);
        return reader is { IsGood: true, Left: 0 };
    }

    private void ReadCache(ref Reader reader, int[] tokens, bool isFirst)
    {
        var streams = reader.Number();
        var isFound = false;
        if (streams is 0 or > MostStreams)
            reader.Fail();
        for (var stream = 0; stream < streams && reader.IsGood; stream++)
        {
            var cells = reader.Number();
            if (cells == 0)
                continue;
            // Behind the first cache come those of a window, which forget.
            if (isFound || cells > tokens.Length || (isFirst && cells < tokens.Length))
                reader.Fail();
            isFound = true;
            ReadCells(ref reader, tokens, cells);
            ReadTensors(ref reader, cells);
        }
        if (!isFound)
            reader.Fail();
    }

    private void ReadCells(ref Reader reader, int[] tokens, uint cells)
    {
        var isTaken = reader.IsGood ? new bool[tokens.Length] : [];
        for (var cell = 0; cell < cells && reader.IsGood; cell++)
        {
            var (position, sequences) = (reader.Number(), reader.Number());
            if (!reader.IsGood || position >= tokens.Length || isTaken[position] || sequences != 1)
            {
                reader.Fail();
                return;
            }
            isTaken[position] = true;
            if (HasPlaces)
            {
                reader.Skip(2 * sizeof(int));
                if (reader.Number() != (uint)tokens[position])
                    reader.Fail();
            }
            reader.Skip(sizeof(int));
        }
    }

    /// <summary>Keys of each layer, then values: row after row, or, when they are turned, with the size of one number.</summary>
    private void ReadTensors(ref Reader reader, uint cells)
    {
        var (isTurned, layers) = (reader.Number(), reader.Number());
        if (isTurned > 1)
            reader.Fail();
        for (var layer = 0; layer < layers && reader.IsGood; layer++)
        {
            reader.Skip(sizeof(int));
            reader.Skip(reader.Long(), cells);
        }
        // Some models keep their values in the keys; then nothing follows.
        if (this is { Caches: 1, IsRecurrent: false } && reader.Left == 0)
            return;
        for (var layer = 0; layer < layers && reader.IsGood; layer++)
        {
            reader.Skip(sizeof(int));
            if (isTurned == 1)
                reader.Skip((ulong)reader.Number() * reader.Number(), cells);
            else
                reader.Skip(reader.Long(), cells);
        }
    }

    /// <summary>One cell, which has read all tokens; llama.cpp checks what follows.</summary>
    private static void ReadRecurrent(ref Reader reader, int tokens)
    {
        if (reader.Number() != 1 || reader.Number() != (uint)(tokens - 1) || reader.Number() != 0)
            reader.Fail();
        reader.Skip((ulong)reader.Left, 1);
    }

    /// <summary>Numbers one after the other; once something is wrong, all are 0.</summary>
    private ref struct Reader(ReadOnlySpan<byte> bytes)
    {
        private ReadOnlySpan<byte> _rest = bytes;

        public bool IsGood { get; private set; } = true;

        public readonly int Left => _rest.Length;

        public uint Number()
        {
            var value = IsGood && Left >= sizeof(uint) ? BinaryPrimitives.ReadUInt32LittleEndian(_rest) : 0;
            Skip(sizeof(uint));
            return value;
        }

        public ulong Long()
        {
            var value = IsGood && Left >= sizeof(ulong) ? BinaryPrimitives.ReadUInt64LittleEndian(_rest) : 0;
            Skip(sizeof(ulong));
            return value;
        }

        public void Skip(int bytes) => Skip((ulong)bytes, 1);

        /// <summary>Goes over so many bytes, so many times.</summary>
        public void Skip(ulong bytes, uint times)
        {
            if (!IsGood || (UInt128)bytes * times > (UInt128)Left)
                Fail();
            else
                _rest = _rest[(int)(bytes * times)..];
        }

        public void Fail()
        {
            IsGood = false;
            _rest = [];
        }
    }
}
