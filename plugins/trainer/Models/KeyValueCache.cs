using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Models;

/// <summary>
/// The keys and values of the tokens that a model has seen, so that each new token costs no more than its own work. For generating
/// only: no gradients go through it.
/// </summary>
/// <param name="capacity">Tokens of a text that it can hold.</param>
internal sealed class KeyValueCache(int capacity) : IDisposable
{
    private readonly List<(Tensor Keys, Tensor Values)> _layers = [];

    /// <summary>Tokens of each text that it holds.</summary>
    public int Tokens { get; private set; }

    /// <summary>Adds tokens to a layer.</summary>
    /// <param name="layer">The layer's number, each in its turn.</param>
    /// <param name="keys">[batch, heads, tokens, head length].</param>
    /// <param name="values">[batch, heads, tokens, head length].</param>
    /// <returns>Those of all tokens up to now, valid until the next are added.</returns>
    public (Tensor Keys, Tensor Values) Append(int layer, Tensor keys, Tensor values)
    {
        var count = (int)keys.shape[2];
        if (layer == 0)
            Tokens += count;
        if (layer == _layers.Count)
            _layers.Add((Space(keys), Space(values)));
        var (kept, keptValues) = _layers[layer];
        kept.narrow(2, Tokens - count, count).copy_(keys);
        keptValues.narrow(2, Tokens - count, count).copy_(values);
        return (kept.narrow(2, 0, Tokens), keptValues.narrow(2, 0, Tokens));
    }

    /// <summary>Keeps some of the texts.</summary>
    /// <param name="texts">[texts to keep] of int64: their places.</param>
    public void Keep(Tensor texts)
    {
        using var scope = NewDisposeScope();
        for (var layer = 0; layer < _layers.Count; layer++)
        {
            var (keys, values) = _layers[layer];
            _layers[layer] = (Owned(keys.index_select(0, texts)), Owned(values.index_select(0, texts)));
            keys.Dispose();
            values.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var (keys, values) in _layers)
        {
            keys.Dispose();
            values.Dispose();
        }
        _layers.Clear();
    }

    private Tensor Space(Tensor like)
    {
        using var scope = NewDisposeScope();
        return Owned(zeros([like.shape[0], like.shape[1], capacity, like.shape[3]], like.dtype, like.device));
    }

    private static Tensor Owned(Tensor tensor) => tensor.MoveToOuterDisposeScope().DetachFromDisposeScope();
}
