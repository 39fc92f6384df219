using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Store.Rows;

namespace LocalAI.Plugins.Store.Requests;

/// <summary>The keys of a request, of one length, read one at a time without a copy of all.</summary>
internal sealed class KeyBatch
{
    private readonly IReadOnlyList<StoresKey> _keys;
    private readonly float[] _buffer;

    /// <param name="keys">The request's keys, at least one.</param>
    /// <param name="dimension">The length they must have because the store has keys already; 0 for any.</param>
    /// <exception cref="EngineException">A key is empty, too long, or of another length.</exception>
    public KeyBatch(IReadOnlyList<StoresKey> keys, int dimension)
    {
        Dimension = dimension > 0 ? dimension : keys[0].Floats.Count;
        var whose = dimension > 0 ? "the store's keys have" : "Keys[0] has";
        for (var i = 0; i < keys.Count; i++)
            CheckLength($"Keys[{i}]", keys[i].Floats.Count, Dimension, whose);
        _keys = keys;
        _buffer = new float[Dimension];
    }

    /// <summary>Numbers of each key.</summary>
    public int Dimension { get; }

    /// <summary>How many there are.</summary>
    public int Count => _keys.Count;

    /// <summary>Reads a key, which is valid until the next is read.</summary>
    /// <param name="index">Its place.</param>
    /// <param name="norm">Its norm.</param>
    /// <param name="largest">Its largest magnitude.</param>
    /// <exception cref="EngineException">A number of it is not finite.</exception>
    public ReadOnlySpan<float> Read(int index, out double norm, out float largest)
    {
        _keys[index].Floats.CopyTo(_buffer, 0);
        (norm, largest) = RowCoder.Measure(_buffer);
        if (!double.IsFinite(norm))
            throw NotFinite($"Keys[{index}]", _buffer);
        return _buffer;
    }

    /// <summary>Reads a key that is kept.</summary>
    public float[] Copy(int index) => Read(index, out _, out _).ToArray();

    /// <summary>Makes sure that a vector has the length that others have.</summary>
    /// <param name="field">The request's field.</param>
    /// <param name="length">Its length.</param>
    /// <param name="dimension">The length of the others.</param>
    /// <param name="whose">Whose length that is, as a sentence begins: "the store's keys have".</param>
    /// <exception cref="EngineException">It has not.</exception>
    public static void CheckLength(string field, int length, int dimension, string whose)
    {
        if (length == 0)
            throw new EngineException(EngineFailure.InvalidInput, $"{field} is empty; send a vector of at least one number.");
        if (length > RowLayout.LargestDimension)
        {
            throw new EngineException(EngineFailure.InvalidInput,
                $"{field} has {length} numbers; send vectors of at most {RowLayout.LargestDimension}.");
        }
        if (length != dimension)
        {
            throw new EngineException(EngineFailure.InvalidInput,
                $"{field} has {length} numbers and {whose} {dimension}; send vectors of one length.");
        }
    }

    /// <summary>The refusal of a vector with NaN or infinity.</summary>
    /// <param name="field">The request's field.</param>
    /// <param name="vector">A vector that has one.</param>
    public static EngineException NotFinite(string field, ReadOnlySpan<float> vector)
    {
        var index = 0;
        while (float.IsFinite(vector[index]))
            index++;
        return new EngineException(EngineFailure.InvalidInput,
            string.Create(System.Globalization.CultureInfo.InvariantCulture,
                $"{field}[{index}] is {vector[index]}; send vectors of finite numbers."));
    }
}
