using TorchSharp;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Models;

/// <summary>
/// Prompts side by side, the shorter ones padded at their beginnings, so that what follows them stands side by side too.
/// </summary>
internal sealed class PaddedPrompts : IDisposable
{
    private readonly torch.Device _device;
    private Tensor _padding;
    private readonly bool _isPadded;

    /// <param name="prompts">The tokens of each.</param>
    /// <param name="longest">Tokens of the longest.</param>
    /// <param name="device">Where the tensors are kept.</param>
    public PaddedPrompts(IReadOnlyList<IReadOnlyList<int>> prompts, int longest, torch.Device device)
    {
        _device = device;
        var tokens = new long[prompts.Count, longest];
        for (var row = 0; row < prompts.Count; row++)
        {
            for (var i = 0; i < prompts[row].Count; i++)
                tokens[row, longest - prompts[row].Count + i] = prompts[row][i];
        }
        Tokens = tensor(tokens, device: device).DetachFromDisposeScope();
        _padding = tensor(prompts.Select(prompt => (long)(longest - prompt.Count)).ToArray(), device: device).DetachFromDisposeScope();
        _isPadded = prompts.Any(prompt => prompt.Count < longest);
    }

    /// <summary>[texts, tokens] of int64.</summary>
    public Tensor Tokens { get; }

    /// <summary>[texts, tokens]: each token's position in its prompt; null where none is padded.</summary>
    public Tensor? Positions => !_isPadded ? null
        : arange(Tokens.shape[1], device: _device).unsqueeze(0).sub(_padding.unsqueeze(1)).clamp_min(0);

    /// <summary>[texts, 1, tokens, tokens]: each sees itself and what is before it but the padding; null where none is padded.</summary>
    public Tensor? Visible
    {
        get
        {
            if (!_isPadded)
                return null;
            var place = arange(Tokens.shape[1], device: _device);
            var before = place.unsqueeze(1).ge(place.unsqueeze(0));
            // Padding that saw nothing would be mixed from nothing: not a number.
            var itself = place.unsqueeze(1).eq(place.unsqueeze(0));
            var isText = place.unsqueeze(0).ge(_padding.unsqueeze(1)).view(-1, 1, 1, place.shape[0]);
            return before.logical_and(isText).logical_or(itself);
        }
    }

    /// <summary>[texts, 1]: the position of the token that follows so many, padding counted.</summary>
    public Tensor PositionsOf(int place) => full_like(_padding, place).sub(_padding).unsqueeze(1);

    /// <summary>[texts, 1, 1, tokens + 1]: what the token that follows so many sees; null for all.</summary>
    public Tensor? VisibleWith(int tokens) => !_isPadded ? null
        : arange(tokens + 1, device: _device).unsqueeze(0).ge(_padding.unsqueeze(1)).view(-1, 1, 1, tokens + 1);

    /// <summary>Keeps some of the texts for what follows.</summary>
    /// <param name="texts">[texts to keep] of int64: their places.</param>
    public void Keep(Tensor texts)
    {
        using var all = _padding;
        _padding = all.index_select(0, texts).DetachFromDisposeScope();
    }

    public void Dispose()
    {
        Tokens.Dispose();
        _padding.Dispose();
    }
}
